import { isSpecialTask } from '../core/special-task.ts';
import type { Run } from './api/training.ts';
import { leadingRun, type Ground, type Leading, type RunQuestion } from './leading-run.ts';
import type { Overview } from './overview.ts';

/** The leading run of an open project. */
export const leaderOf = ({
  runs,
  problem,
  dataset,
  split
}: Pick<Overview, 'runs' | 'problem' | 'dataset' | 'split'>): Leading<Run> | null =>
  leadingRun(runs, problem?.metric ?? 'accuracy', groundOf({ problem, dataset, split }));

interface GroundOfProject {
  readonly problem: RunQuestion | null;
  readonly dataset: { readonly hash: string } | null;
  readonly split: { readonly hash: string } | null;
}

/** The question, the data and the division of an open project. */
export const groundOf = ({ problem, dataset, split }: GroundOfProject): Ground => ({
  question: problem,
  datasetHash: dataset?.hash,
  // A special task divides its rows in its own way.
  splitHash: isSpecialTask(problem?.task) ? undefined : split?.hash
});
