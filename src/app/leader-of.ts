import type { Run } from './api/training.ts';
import { leadingRun, type Ground, type Leading } from './leading-run.ts';
import type { Overview } from './overview.ts';

/** The leading run of an open project. */
export const leaderOf = ({
  runs,
  problem,
  dataset,
  split
}: Pick<Overview, 'runs' | 'problem' | 'dataset' | 'split'>): Leading<Run> | null =>
  leadingRun(runs, problem?.metric ?? 'accuracy', groundOf({ problem, dataset, split }));

/** The question, the data and the division of an open project. */
export const groundOf = ({ problem, dataset, split }: Pick<Overview, 'problem' | 'dataset' | 'split'>): Ground => ({
  question: problem,
  datasetHash: dataset?.hash,
  splitHash: split?.hash
});
