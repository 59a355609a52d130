import type { AlikeImageGroup, AlikeImages } from '../../../core/alike-images.ts';
import { counted, listed, listedNames, percent } from '../../../core/words.ts';

/** What was found, in a sentence. */
export function alikeSentence({ found, images }: AlikeImages): string {
  if (found.groups === 0) return `No two of the ${counted(images, 'image')} show the same.`;
  const told = [
    ...(found.conflicts > 0 ? [`${counted(found.conflicts, 'group is', 'groups are')} in more than one class`] : []),
    ...(found.leaks > 0
      ? [`${counted(found.leaks, 'group is', 'groups are')} in more than one part of the division, which flatters the score`]
      : [])
  ];
  const kinds = `${counted(found.exact, 'image is', 'images are')} a copy of an earlier one to the pixel`;
  return `${counted(found.images, 'image')} in ${counted(found.groups, 'group')} show the same as another: ${listed([kinds, ...told])}.`;
}

/** What is the matter with a group. */
export function groupWords({ images, copies, isExact, isConflict, isLeak }: AlikeImageGroup): string {
  const how = isExact
    ? 'The very same pixels'
    : `Nearly the same, ${percent(Math.min(...images.map(({ likeness }) => likeness)))} alike at least${copies === 0 ? '' : `, and ${counted(copies, 'exact copy', 'exact copies')}`}`;
  const labels = [...new Set(images.map(({ label }) => label).filter((label) => label !== null))];
  const parts = [...new Set(images.map(({ part }) => part).filter((part) => part !== null))];
  const matters = [...(isConflict ? [`in the classes ${listedNames(labels)}`] : []), ...(isLeak ? [`in the parts ${listed(parts)}`] : [])];
  return matters.length === 0 ? `${how}.` : `${how}, ${matters.join(', and ')}.`;
}
