import { gatherOutcome, type Outcome } from '../../core/outcome.ts';
import type { Fold } from '../../core/split.ts';
import { combined, mixRows, type Mix, type MixTask } from '../../stages/ensemble/combine.ts';
import type { FoldOutcome } from '../training/cross-validate.ts';
import type { FitScoring } from '../training/score-fit.ts';

type Decision = Pick<FitScoring, 'threshold' | 'positive'>;

/**
 * Each fold by weights that were learned from the other folds.
 * @param outcome what one of the members said, fold after fold: the answers and how the rows belong together
 */
export async function crossWeights(
  task: MixTask,
  outcome: Outcome,
  folds: readonly Fold[],
  scoring: Decision,
  learn: (task: MixTask) => Promise<Mix>
): Promise<FoldOutcome[]> {
  const judged: FoldOutcome[] = [];
  let from = 0;
  for (const fold of folds) {
    const to = from + fold.validation.length;
    const own = Uint32Array.from({ length: to - from }, (_, i) => from + i);
    const others = Uint32Array.from(task.actual.keys()).filter((row) => row < from || row >= to);
    const mix = await learn(mixRows(task, others));
    judged.push({ fold, outcome: outcomeFor(outcome, own, combined(mix, mixRows(task, own).answers), scoring) });
    from = to;
  }
  return judged;
}

function outcomeFor(all: Outcome, rows: Uint32Array, answers: Float64Array, { threshold, positive }: Decision): Outcome {
  const some = gatherOutcome(all, rows);
  if (some.kind === 'numbers') return { ...some, predicted: answers };
  const classes = some.labels.length;
  const predicted = Int32Array.from(rows, (_, i) => {
    const own = answers.subarray(i * classes, (i + 1) * classes);
    if (threshold !== null && positive !== null) return own[positive]! >= threshold ? positive : 1 - positive;
    return own.indexOf(Math.max(...own));
  });
  return { ...some, probabilities: answers, predicted };
}
