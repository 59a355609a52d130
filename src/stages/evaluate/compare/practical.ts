import { mean, variance } from '../../../core/stats.ts';
import { tCdf, tSf } from '../../../kernels/distributions.ts';
import { correctedVariance, type FoldSizes } from '../folds.ts';

/** What the scores fold by fold make likely of two models; the three chances sum to 1. */
export interface PracticalOdds {
  /** Chance that the first is better by more than `rope`, that neither is, and that the second is. */
  readonly first: number;
  readonly same: number;
  readonly second: number;
  /** Half the width of the region in which a difference makes none in practice, in the unit of the metric. */
  readonly rope: number;
  /** Middle of what is likely of the difference, first less second, as the metric counts. */
  readonly middle: number;
  readonly folds: number;
}

/**
 * How likely the difference of two models is to matter, after the scores over folds: Student's t around their mean difference, of the folds' spread
 * widened for the rows they share. No difference is taken as likely as any other beforehand.
 * Source: Corani & Benavoli (2015), "A Bayesian approach for comparing cross-validated algorithms on multiple data sets"; their (1 / k + rho / (1 - rho))
 * is Nadeau & Bengio's 1 / k + validation / train.
 * @returns null with fewer than two folds
 */
export function practicalOdds(
  differences: readonly number[],
  sizes: FoldSizes,
  { rope, higherIsBetter }: { readonly rope: number; readonly higherIsBetter: boolean }
): PracticalOdds | null {
  const defined = differences.filter((difference) => !Number.isNaN(difference));
  if (defined.length < 2) return null;
  const middle = mean(defined);
  const [above, below] = beyond(defined, middle, sizes, rope);
  const [first, second] = higherIsBetter ? [above, below] : [below, above];
  return { first, same: Math.max(0, 1 - first - second), second, rope, middle, folds: defined.length };
}

/** Chances of a difference above and below the region. */
function beyond(differences: readonly number[], middle: number, sizes: FoldSizes, rope: number): readonly [number, number] {
  if (!(variance(differences) > 0)) return [middle > rope ? 1 : 0, middle < -rope ? 1 : 0];
  const deviation = Math.sqrt(correctedVariance(differences, sizes));
  const degrees = differences.length - 1;
  return [tSf((rope - middle) / deviation, degrees), tCdf((-rope - middle) / deviation, degrees)];
}

/** A hundredth of the metric's range, or of the size of the scores where it has no bounds: what few would change a model for. */
export function usualRope([low, high]: readonly [number, number], scores: readonly number[]): number {
  if (Number.isFinite(high - low) && high - low <= 2) return 0.01;
  const sizes = scores.filter((score) => !Number.isNaN(score)).map(Math.abs);
  return sizes.length > 0 ? 0.01 * mean(sizes) : 0;
}
