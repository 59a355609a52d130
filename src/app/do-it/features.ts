import { makesFeatures } from '../../core/special-task.ts';
import type { DoIt } from './do-it.ts';

/** Puts the suggested recipe in use and says what it does for the first family that fits. Undo brings an own recipe back. */
export const doFeatures: DoIt = async (project, overview) => {
  if (!makesFeatures(overview.problem?.task)) return { said: ['No features are made for this task.'], undo: null };
  const before = overview.recipe;
  const family = (await project.models()).find(({ fits, family }) => fits && family !== 'baseline');
  const { steps, reasons } = await project.recipe.explain(family?.id);
  if (before) await project.recipe.reset();
  const labels = new Map(project.recipe.kinds().map(({ kind, label }) => [kind, label]));
  const what =
    steps.length === 0
      ? ['No step is needed: the model takes the columns as they are.']
      : steps.map(({ kind }, i) => `${labels.get(kind) ?? kind}: ${reasons[i] ?? ''}`);
  const opening = before
    ? 'Your own recipe was put aside and the suggested one is in use.'
    : 'The suggested recipe was in use already and stays.';
  const whose = family ? `For ${family.label.toLowerCase()} it is:` : 'It is:';
  return {
    said: [opening, whose, ...what],
    undo: before ? () => project.recipe.set([...before]) : null
  };
};
