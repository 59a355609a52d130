import type { ClassOutcome } from '../../core/outcome.ts';
import { weightsOf } from './confusion.ts';

/** Weighted share of each class among the answers. */
export function classShares(outcome: ClassOutcome): Float64Array {
  const weights = weightsOf(outcome);
  const shares = new Float64Array(outcome.labels.length);
  let total = 0;
  outcome.actual.forEach((code, i) => {
    shares[code]! += weights[i]!;
    total += weights[i]!;
  });
  return shares.map((share) => share / total);
}

/** Share of the positive class; NaN when there is none. */
export const positiveShare = (outcome: ClassOutcome): number => (outcome.positive === null ? NaN : classShares(outcome)[outcome.positive]!);
