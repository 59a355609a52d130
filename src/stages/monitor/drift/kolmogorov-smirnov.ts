import { kolmogorovSf } from '../../../kernels/distributions.ts';
import { defineDriftTest, NOTHING, referenceSize } from '../drift-test.ts';

/**
 * Two-sample Kolmogorov-Smirnov test; the statistic is the largest gap between the two cumulative shares, 0 to 1. A reference of at most 1,001
 * rows is compared value by value. Of a larger one only quantiles are kept: the gap is then taken where they lie, and up to 1/1,000 of it is
 * given away, so that the thinning never raises an alarm. Where values repeat, the test is on the careful side.
 * Source: Press et al., Numerical Recipes, 3rd ed., section 14.3.3, with Stephens' correction for small samples.
 */
export const kolmogorovSmirnov = defineDriftTest({
  id: 'kolmogorov-smirnov',
  label: 'Kolmogorov–Smirnov',
  doc: 'The largest gap between the cumulative shares before and now, 0 to 1.',
  accepts: ['number'],

  run(reference, { sorted }) {
    const size = referenceSize(reference);
    if (size === 0 || sorted.length === 0) return NOTHING;
    const isWhole = reference.quantiles.length === size;
    const statistic = isWhole ? largestGap(reference.quantiles, sorted) : gapFromQuantiles(reference.quantiles, sorted);
    const root = Math.sqrt((size * sorted.length) / (size + sorted.length));
    return { statistic, pValue: kolmogorovSf(statistic * (root + 0.12 + 0.11 / root)) };
  }
});

function largestGap(a: Float64Array, b: Float64Array): number {
  let [i, j, gap] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const at = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i]! <= at) i++;
    while (j < b.length && b[j]! <= at) j++;
    gap = Math.max(gap, Math.abs(i / a.length - j / b.length));
  }
  return gap;
}

/** At a quantile the reference's share is known; where quantiles are equal it is known to lie within one of their steps. */
function gapFromQuantiles(quantiles: Float64Array, sorted: Float64Array): number {
  const steps = quantiles.length - 1;
  let [first, below, upTo, gap] = [0, 0, 0, 0];
  while (first < quantiles.length) {
    const value = quantiles[first]!;
    let last = first;
    while (last + 1 < quantiles.length && quantiles[last + 1] === value) last++;
    while (below < sorted.length && sorted[below]! < value) below++;
    upTo = Math.max(upTo, below);
    while (upTo < sorted.length && sorted[upTo]! <= value) upTo++;
    const isTied = last > first;
    gap = Math.max(gap, outside(upTo / sorted.length, last / steps, isTied ? (last + 1) / steps : last / steps));
    gap = Math.max(gap, outside(below / sorted.length, isTied ? (first - 1) / steps : first / steps, first / steps));
    first = last + 1;
  }
  return gap;
}

/** How far a share lies outside of what is possible. */
const outside = (share: number, low: number, high: number) => Math.max(0, low - share, share - Math.min(1, high));
