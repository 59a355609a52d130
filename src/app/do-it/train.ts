import type { DoIt } from './do-it.ts';

const BUDGET_MS = 60_000;

/** Looks for the best model that a minute finds, all over the same folds. Runs stay on record; the whole account of them stands on Train. */
export const doTrain: DoIt = async (project, _overview, watch) => {
  const { report } = await project.auto({ budgetMs: BUDGET_MS, seed: 0 }, watch);
  const [tried] = report?.said ?? [];
  const where = 'What was tried, and why one won, stands on Train; each run is kept there, the weak ones too: they are evidence.';
  return { said: [...(tried === undefined ? [] : [tried]), where], undo: null };
};
