import { mean, variance } from '../../../core/stats.ts';
import { tQuantile, tSf } from '../../../kernels/distributions.ts';
import type { Backtest } from './backtest.ts';
import { measures } from './measures.ts';

export interface ForecastDifference {
  /** Mean loss of the first less that of the second; below 0 the first is better. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** Two-sided; NaN with fewer than 3 origins in common, or where both are equal at all. */
  readonly pValue: number;
  readonly origins: number;
  readonly test: string;
}

/**
 * Whether two ways of forecasting differ in their mean loss at the same origins, by the test of Diebold and Mariano with the correction for small samples
 * of Harvey, Leybourne and Newbold. An origin counts once: its losses over steps and series are averaged, because they hang together. Origins stand a
 * horizon apart, so that their windows do not overlap, and no covariance between neighbours is taken in: of ten origins it can't be told, and the test
 * would reject too often.
 * Sources: Diebold & Mariano (1995), "Comparing predictive accuracy"; Harvey, Leybourne & Newbold (1997), "Testing the equality of prediction mean
 * squared errors".
 * @param measure id of what is averaged, such as "mase"
 */
export function dieboldMariano(first: Backtest, second: Backtest, measure: string): ForecastDifference {
  const [a, b] = [lossByOrigin(first, measure), lossByOrigin(second, measure)];
  const gaps = [...a.keys()].filter((origin) => b.has(origin)).map((origin) => a.get(origin)! - b.get(origin)!);
  return differenceOf(Float64Array.from(gaps));
}

/** @param gaps differences of loss, in order of time */
export function differenceOf(gaps: Float64Array): ForecastDifference {
  const n = gaps.length;
  const difference = n === 0 ? NaN : mean(gaps);
  const named = { difference, origins: n, test: 'Diebold-Mariano with the correction of Harvey, Leybourne and Newbold' };
  const spread = variance(gaps, 0);
  if (n < 3 || !(spread > 0)) return { ...named, low: NaN, high: NaN, pValue: NaN };
  const correction = Math.sqrt((n - 1) / n);
  const error = Math.sqrt(spread / n) / correction;
  const reach = tQuantile(0.975, n - 1) * error;
  return { ...named, low: difference - reach, high: difference + reach, pValue: 2 * tSf(Math.abs(difference / error), n - 1) };
}

/** Mean loss at each origin, by its place in time. */
function lossByOrigin(test: Backtest, id: string): Map<number, number> {
  const measure = measures.get(id);
  const sums = new Map<number, { sum: number; count: number }>();
  for (let row = 0; row < test.actual.length; row++) {
    const loss = measure.loss(test, row);
    if (Number.isNaN(loss)) continue;
    const place = test.origins[test.origin[row]!]!;
    const own = sums.get(place) ?? { sum: 0, count: 0 };
    sums.set(place, { sum: own.sum + loss, count: own.count + 1 });
  }
  return new Map([...sums].sort((a, b) => a[0] - b[0]).map(([place, { sum, count }]) => [place, sum / count]));
}
