import { mean, variance, type Numbers } from '../core/stats.ts';
import { tSf } from './distributions.ts';
import { logGamma } from './special-functions.ts';

/** Welch's test that two samples have the same mean, two-sided. Source: Welch (1947). @returns NaN where neither varies and they are the same */
export function welch(first: Numbers, second: Numbers): { readonly t: number; readonly degrees: number; readonly pValue: number } {
  const [own, other] = [variance(first) / first.length, variance(second) / second.length];
  const difference = mean(first) - mean(second);
  const t = difference / Math.sqrt(own + other);
  const degrees = (own + other) ** 2 / (own ** 2 / (first.length - 1) + other ** 2 / (second.length - 1));
  if (!(own + other > 0)) return { t, degrees: NaN, pValue: difference === 0 ? NaN : 0 };
  return { t, degrees, pValue: Math.min(1, 2 * tSf(Math.abs(t), degrees)) };
}

/** Chance of `hits` of `allHits` marked rows among `count` drawn from `total` without replacement, in logs. */
function logHypergeometric(hits: number, count: number, allHits: number, total: number): number {
  const choose = (n: number, k: number) => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
  return choose(allHits, hits) + choose(total - allHits, count - hits) - choose(total, count);
}

const NO_MORE = 1e-17;

/** Chance of at least so many hits in the first of two groups, when all hits fall by chance: Fisher's exact test, one-sided. */
export function fisherAbove(hits: number, count: number, allHits: number, total: number): number {
  let [chance, before] = [0, 0];
  for (let k = hits; k <= Math.min(count, allHits); k++) {
    const own = Math.exp(logHypergeometric(k, count, allHits, total));
    chance += own;
    // Beyond the likeliest they only fall, and ever faster.
    if (own < before && own < chance * NO_MORE) break;
    before = own;
  }
  return Math.min(1, chance);
}

/** The two-sided one: all tables that are no likelier than this one. Source: Fisher (1935); ties within one part in ten million count, as in R. */
export function fisherExact(firstHits: number, firstRows: number, secondHits: number, secondRows: number): number {
  const [allHits, total] = [firstHits + secondHits, firstRows + secondRows];
  const own = logHypergeometric(firstHits, firstRows, allHits, total);
  let chance = 0;
  for (let k = Math.max(0, firstRows - (total - allHits)); k <= Math.min(firstRows, allHits); k++) {
    const log = logHypergeometric(k, firstRows, allHits, total);
    if (log <= own + 1e-7) chance += Math.exp(log);
  }
  return Math.min(1, chance);
}
