import { chiSquareCdf, fCdf } from './distributions.ts';
import { incompleteBeta, logGamma } from './special-functions.ts';

/** What lies beyond these weights of the Poisson mixture changes no digit that is shown. */
const NEGLIGIBLE = 1e-14;
const MOST_TERMS = 20_000;

/**
 * Chance that a noncentral chi-square is at most x: central ones of rising degrees of freedom, weighted by a Poisson law.
 * @param noncentrality 0 or more; 0 is the central law
 */
export const noncentralChiSquareCdf = (x: number, df: number, noncentrality: number): number =>
  poissonMixture(noncentrality / 2, (k) => chiSquareCdf(x, df + 2 * k));

/** Chance that a noncentral F ratio is at most x. */
export function noncentralFCdf(x: number, df1: number, df2: number, noncentrality: number): number {
  if (x <= 0 || noncentrality === 0) return fCdf(x, df1, df2);
  const scale = df2 + df1 * x;
  return poissonMixture(noncentrality / 2, (k) => incompleteBeta(df1 / 2 + k, df2 / 2, (df1 * x) / scale, df2 / scale)[0]);
}

/** Sum of Poisson(mean) weights times `term`, from the heaviest weight outwards. */
function poissonMixture(mean: number, term: (k: number) => number): number {
  if (!(mean >= 0)) return NaN;
  const mode = Math.floor(mean);
  const heaviest = mean === 0 ? 1 : Math.exp(mode * Math.log(mean) - mean - logGamma(mode + 1));
  let total = heaviest * term(mode);
  for (let k = mode - 1, weight = (heaviest * mode) / mean; k >= 0 && weight > NEGLIGIBLE; weight *= k / mean, k--)
    total += weight * term(k);
  let weight = (heaviest * mean) / (mode + 1);
  for (let k = mode + 1; weight > NEGLIGIBLE && k < mode + MOST_TERMS; k++, weight *= mean / k) total += weight * term(k);
  return Math.min(1, total);
}

/**
 * The noncentralities at which the statistic that was seen lies at the upper and the lower end of its law: a 95 % interval by inversion.
 * Source: Smithson (2003), "Confidence Intervals".
 * @param cdf chance of at most what was seen, falling with the noncentrality
 * @param seen what the statistic itself suggests: where the search begins
 */
export function noncentralityInterval(cdf: (noncentrality: number) => number, seen: number, level = 0.95): { low: number; high: number } {
  const tail = (1 - level) / 2;
  return { low: fallsTo(cdf, 1 - tail, seen), high: fallsTo(cdf, tail, seen) };
}

/** As near to the share as changes no digit that is shown. */
const NEAR = 1e-10;

/**
 * Where a falling function passes `share`, to one part in a million; 0 where it begins below. By the secant through the two ends, one of which counts half
 * when it has stayed: a third of the looks that halving takes. Source: Dowell & Jarratt (1971), "A modified regula falsi method" (Illinois).
 */
function fallsTo(falling: (at: number) => number, share: number, first: number): number {
  let low = { at: 0, over: falling(0) - share };
  if (low.over <= 0) return 0;
  let high = { at: Math.max(1, first), over: falling(Math.max(1, first)) - share };
  while (high.over > 0 && high.at < 1e12) {
    low = high;
    high = { at: high.at * 2, over: falling(high.at * 2) - share };
  }
  let moved: 'low' | 'high' | null = null;
  for (let i = 0; i < 60 && high.at - low.at > 1e-6 * high.at; i++) {
    const at = (low.at * high.over - high.at * low.over) / (high.over - low.over);
    const next = { at, over: falling(at) - share };
    if (Math.abs(next.over) <= NEAR) return at;
    const side = next.over > 0 ? 'low' : 'high';
    const halve = side === moved ? 2 : 1;
    [low, high] = side === 'low' ? [next, { ...high, over: high.over / halve }] : [{ ...low, over: low.over / halve }, next];
    moved = side;
  }
  return (low.at + high.at) / 2;
}
