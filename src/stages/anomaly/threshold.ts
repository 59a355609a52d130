import { quantileSorted } from '../../core/stats.ts';

/**
 * The score from which on a row is flagged: so many of the rows reach it. At least one row is flagged where any share is asked for; of equal scores all are, or none
 * of them would be told from the others by anything.
 */
export function thresholdFor(scores: Float64Array, contamination: number): number {
  const sorted = scores.slice().sort();
  const wanted = Math.round(contamination * scores.length);
  const count = contamination > 0 ? Math.max(1, wanted) : 0;
  return count === 0 ? Infinity : sorted[scores.length - count]!;
}

/** How far the mean of the flagged scores lies beyond the median of all, in distances from that to the upper quartile; 0 where the scores do not differ. */
export function strangeness(scores: Float64Array, threshold: number): number {
  const sorted = scores.slice().sort();
  const [middle, upper] = [quantileSorted(sorted, 0.5), quantileSorted(sorted, 0.75)];
  const flagged = scores.filter((score) => score >= threshold);
  if (flagged.length === 0 || !(upper > middle)) return 0;
  return (flagged.reduce((sum, score) => sum + score, 0) / flagged.length - middle) / (upper - middle);
}

const BINS = 40;

/** Rows by score, in bins of one width. */
export function scoreBins(scores: Float64Array): { from: number; to: number; count: number }[] {
  const low = scores.reduce((least, score) => Math.min(least, score), Infinity);
  const high = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  if (!(high > low)) return [{ from: low, to: low, count: scores.length }];
  const width = (high - low) / BINS;
  const counts = new Float64Array(BINS);
  for (const score of scores) counts[Math.min(BINS - 1, Math.floor((score - low) / width))]!++;
  return Array.from(counts, (count, bin) => ({ from: low + bin * width, to: low + (bin + 1) * width, count }));
}
