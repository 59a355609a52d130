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

/** Where a falling function passes `share`, to one part in a million; 0 where it begins below. */
function fallsTo(falling: (at: number) => number, share: number, first: number): number {
  if (falling(0) <= share) return 0;
  let low = 0;
  let high = Math.max(1, first);
  while (falling(high) > share && high < 1e12) {
    low = high;
    high *= 2;
  }
  for (let i = 0; i < 60 && high - low > 1e-6 * high; i++) {
    const middle = (low + high) / 2;
    if (falling(middle) > share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
