import { normalQuantile } from '../../../kernels/distributions.ts';
import type { Interval } from '../../../kernels/intervals.ts';
import { noInterval } from '../../../kernels/intervals.ts';
import { noncentralChiSquareCdf, noncentralFCdf, noncentralityInterval } from '../../../kernels/noncentral.ts';

const Z = normalQuantile(0.975);

/** Beyond this noncentrality the mixture is long and its law as good as normal. */
const LARGE = 2e4;

/** 95 % of Pearson's correlation. Source: Fisher (1915). */
export const pearsonInterval = (value: number, n: number): Interval => byFisher(value, n, 1, 'Fisher z');

/** 95 % of Spearman's. Source: Bonett & Wright (2000), "Sample size requirements for estimating Pearson, Kendall and Spearman correlations". */
export const spearmanInterval = (value: number, n: number): Interval => byFisher(value, n, 1 + (value * value) / 2, 'Bonett-Wright z');

function byFisher(value: number, n: number, spread: number, method: string): Interval {
  if (n < 5) return noInterval('fewer than five rows');
  const centre = Math.atanh(value);
  const half = Z * Math.sqrt(spread / (n - 3));
  return { low: Math.tanh(centre - half), high: Math.tanh(centre + half), method };
}

export interface Contingency {
  readonly chiSquare: number;
  /** (levels of a - 1) (levels of b - 1), of levels that have rows. */
  readonly df: number;
  /** What chi-square over n is divided by. */
  readonly room: number;
  readonly n: number;
}

/** 95 % of Cramér's V, from the noncentralities under which this chi-square is no surprise. */
export function cramersVInterval({ chiSquare, df, room, n }: Contingency): Interval {
  if (!(df > 0 && room > 0)) return noInterval('one level');
  const seen = Math.max(0, chiSquare - df);
  const { low, high } =
    seen > LARGE
      ? aroundLarge(seen, 2 * (df + 2 * seen))
      : noncentralityInterval((noncentrality) => noncentralChiSquareCdf(chiSquare, df, noncentrality), seen);
  const asV = (noncentrality: number) => Math.min(1, Math.sqrt(Math.max(0, noncentrality) / n / room));
  return { low: asV(low), high: asV(high), method: 'noncentral chi-square' };
}

/** 95 % of the correlation ratio of `levels` groups over n rows; the numbers are taken as normal with one spread in every group. */
export function etaInterval(value: number, levels: number, n: number): Interval {
  const [df1, df2] = [levels - 1, n - levels];
  if (!(df1 > 0 && df2 > 0)) return noInterval('as many levels as rows, or one');
  if (value >= 1) return { low: 1, high: 1, method: 'noncentral F' };
  const explained = value * value;
  const ratio = explained / df1 / ((1 - explained) / df2);
  const seen = Math.max(0, ((df2 - 2) / df2) * df1 * ratio - df1);
  const { low, high } =
    seen > LARGE
      ? aroundLarge(seen, 2 * (df1 + 2 * seen) + (2 * (df1 + seen) ** 2) / df2)
      : noncentralityInterval((noncentrality) => noncentralFCdf(ratio, df1, df2, noncentrality), seen);
  const asEta = (noncentrality: number) => Math.sqrt(Math.max(0, noncentrality) / (Math.max(0, noncentrality) + n));
  return { low: asEta(low), high: asEta(high), method: 'noncentral F' };
}

const aroundLarge = (centre: number, variance: number) => ({
  low: centre - Z * Math.sqrt(variance),
  high: centre + Z * Math.sqrt(variance)
});
