import type { Agreement, AskedRows, LabelState, SuggestedLabels } from '../../../app/api/labelling.ts';
import { counted, grouped, percent } from '../../../core/words.ts';
import { formatScore } from '../../../charts/format.ts';

/** How far it is, in a sentence. */
export const progressWords = ({ labelled, rows, waiting, conflicts }: LabelState): string =>
  `${grouped(labelled)} of ${counted(rows, 'row')} ${labelled === 1 ? 'has' : 'have'} a class; ${
    waiting === 0 ? 'no new one waits' : `${counted(waiting, 'new one waits', 'new ones wait')} to become a version`
  }${conflicts.length === 0 ? '' : `; labellers disagree on ${counted(conflicts.length, 'row')}`}.`;

const bases: Readonly<Record<AskedRows['basis'], string>> = {
  model: 'Doubts and suggestions are those of the model that leads.',
  neighbours: 'Doubts and suggestions come from the labelled rows that lie nearest.',
  none: 'There are no suggestions until two classes have a label.'
};
export const basisWords = (basis: AskedRows['basis']): string => bases[basis];

/** What is to be expected of accepting all suggestions above a threshold. */
export function errorWords({ accepted, heldOut, wrong, error }: SuggestedLabels['errors'][number]): string {
  if (accepted === 0) return 'No suggestion is so sure.';
  if (heldOut === 0)
    return `${counted(accepted, 'suggestion')}. None of your own labels was guessed so surely when it was hidden, so the error is not known.`;
  const range = `${percent(error.low)} to ${percent(error.high)}`;
  return `${counted(accepted, 'suggestion')}. Of ${counted(heldOut, 'label')} that ${heldOut === 1 ? 'was' : 'were'} hidden and guessed so surely, ${grouped(wrong)} ${wrong === 1 ? 'was' : 'were'} wrong: ${percent(wrong / heldOut)} (${range}, ${error.method}).`;
}

/** Landis & Koch's words are left out: what is enough depends on what is at stake. */
export function agreementWords({ shared, agreed, alpha }: Agreement): string {
  const bounds = Number.isNaN(alpha.low) ? '' : ` (${formatScore(alpha.low)} to ${formatScore(alpha.high)}, ${alpha.method})`;
  const value = Number.isNaN(alpha.value)
    ? 'Krippendorff’s alpha is not defined, for all answers are one class'
    : `Krippendorff’s alpha is ${formatScore(alpha.value)}${bounds}`;
  return `${grouped(agreed)} of ${counted(shared, 'row')} two or more answered are agreed on. ${value}: 1 is perfect, 0 is what chance gives.`;
}
