import { deviation } from '../../../core/stats.ts';
import { defineDriftTest, NOTHING, referenceSize } from '../drift-test.ts';

/**
 * Wasserstein distance (the earth mover's): how far a value moved on average, in standard deviations of the reference; 0 and up. The reference
 * is taken as its quantiles.
 */
export const wasserstein = defineDriftTest({
  id: 'wasserstein',
  label: 'Wasserstein distance',
  doc: 'How far a value moved on average, in standard deviations of the reference.',
  accepts: ['number'],

  run(reference, { sorted }) {
    if (referenceSize(reference) === 0 || sorted.length === 0) return NOTHING;
    const spread = deviation(reference.quantiles, 0);
    const distance = areaBetween(reference.quantiles, sorted);
    return { statistic: distance === 0 ? 0 : distance / spread, pValue: null };
  }
});

/** Area between two cumulative shares. */
function areaBetween(a: Float64Array, b: Float64Array): number {
  let [i, j, area] = [0, 0, 0];
  let at = Math.min(a[0]!, b[0]!);
  while (i < a.length || j < b.length) {
    const next = Math.min(a[i] ?? Infinity, b[j] ?? Infinity);
    area += (next - at) * Math.abs(i / a.length - j / b.length);
    at = next;
    while (i < a.length && a[i] === at) i++;
    while (j < b.length && b[j] === at) j++;
  }
  return area;
}
