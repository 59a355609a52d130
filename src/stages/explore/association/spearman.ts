import type { Correlation, Ranked } from './correlation.ts';

/**
 * Spearman's correlation over the rows with both values, which are ranked among themselves; ties share their ranks.
 * @returns NaN when a column does not vary there
 */
export function spearman(a: Ranked, b: Ranked): Correlation {
  const [countsA, countsB] = [new Float64Array(a.levels), new Float64Array(b.levels)];
  let n = 0;
  for (let i = 0; i < a.ranks.length; i++) {
    const [own, other] = [a.ranks[i]!, b.ranks[i]!];
    if (own < 0 || other < 0) continue;
    countsA[own]!++;
    countsB[other]!++;
    n++;
  }
  const spread = countsToRanks(countsA, n) * countsToRanks(countsB, n);
  let together = 0;
  for (let i = 0; i < a.ranks.length; i++) {
    const [own, other] = [a.ranks[i]!, b.ranks[i]!];
    if (own >= 0 && other >= 0) together += countsA[own]! * countsB[other]!;
  }
  return { value: spread > 0 ? Math.max(-1, Math.min(1, together / Math.sqrt(spread))) : NaN, n };
}

/** From how many rows each level has to their rank, less the mean of all ranks. @returns the sum of the squares over all rows */
function countsToRanks(counts: Float64Array, n: number): number {
  let [below, squares] = [0, 0];
  for (let level = 0; level < counts.length; level++) {
    const tied = counts[level]!;
    const rank = below + (tied + 1) / 2 - (n + 1) / 2;
    squares += tied * rank * rank;
    counts[level] = rank;
    below += tied;
  }
  return squares;
}
