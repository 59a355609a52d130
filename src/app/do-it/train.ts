import type { DoIt } from './do-it.ts';

const BUDGET_MS = 60_000;

/** Looks for the best model that a minute finds, all over the same folds, and says what was tried and why one won. Runs stay on record. */
export const doTrain: DoIt = async (project, _overview, watch) => {
  const { report } = await project.auto({ budgetMs: BUDGET_MS, seed: 0 }, watch);
  return { said: [...(report?.said ?? []), 'Each run is kept on the board, the weak ones too: they are evidence.'], undo: null };
};
