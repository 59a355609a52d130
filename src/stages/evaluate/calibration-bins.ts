import type { ClassOutcome } from '../../core/outcome.ts';
import { quantileSorted } from '../../core/stats.ts';

export interface Confidence {
  /** What was claimed, 0 to 1: the probability of the positive class, or of the likeliest class with more than two. */
  readonly claimed: Float64Array;
  /** 1 = it was so. */
  readonly came: Float64Array;
}

export function confidenceOf(outcome: ClassOutcome): Confidence {
  const { actual, probabilities, labels, positive } = outcome;
  const pick = (row: number) => positive ?? likeliest(probabilities, row * labels.length, labels.length);
  return {
    claimed: Float64Array.from(actual, (_, row) => probabilities[row * labels.length + pick(row)]!),
    came: Float64Array.from(actual, (code, row) => (code === pick(row) ? 1 : 0))
  };
}

function likeliest(probabilities: Float64Array, start: number, classes: number): number {
  let best = 0;
  for (let code = 1; code < classes; code++) if (probabilities[start + code]! > probabilities[start + best]!) best = code;
  return best;
}

/** Bins of about equal numbers of rows; equal claims stay together, so there may be fewer than asked for. @returns bin of each row, 0 to bins - 1 */
export function equalMassBins(claimed: Float64Array, bins: number): Uint8Array {
  const sorted = claimed.slice().sort();
  const edges = [...new Set(Array.from({ length: bins - 1 }, (_, i) => quantileSorted(sorted, (i + 1) / bins)))];
  return Uint8Array.from(claimed, (claim) => edges.filter((edge) => edge < claim).length);
}
