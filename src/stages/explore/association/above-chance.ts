import { chiSquareSf, fSf, normalSf } from '../../../kernels/distributions.ts';
import { logGamma } from '../../../kernels/special-functions.ts';
import type { Association } from '../profile-type.ts';

/** 1 but for what the sums round. */
const PERFECT = 1 - 1e-9;
/** Of a 95 % interval, at each end. */
const TAIL = 0.025;

/**
 * Whether an association stands out of the many that were looked at: its interval, as wide as it takes for all of them to hold together in 95 of 100
 * tables, stays above none at all. Source: Bonferroni; Dunn (1961), "Multiple comparisons among means".
 * @param levels of each of its columns, where that is a category
 * @param looks how many associations were looked at
 */
export function isAboveChance(found: Association, levels: (name: string) => number | null, looks: number): boolean {
  const { a, b, kind, value, n } = found;
  const tail = TAIL / Math.max(1, looks);
  const [first, second] = [levels(a) ?? 0, levels(b) ?? 0];
  switch (kind) {
    case 'pearson':
      return correlationTail(value, n, 1) < tail;
    case 'spearman':
      return correlationTail(value, n, 1 + (value * value) / 2) < tail;
    case 'eta':
      return etaTail(value, n, Math.max(first, second)) < tail;
    case 'cramers-v':
      return cramersVTail(value, n, first, second) < tail;
  }
}

/** As in `pearsonInterval` and `spearmanInterval`; rows in one order in both columns have the chance of that order among all. */
function correlationTail(value: number, n: number, spread: number): number {
  if (n < 5) return 1;
  const size = Math.abs(value);
  return size < PERFECT ? normalSf(Math.atanh(size) * Math.sqrt((n - 3) / spread)) : Math.exp(-logGamma(n + 1));
}

function etaTail(value: number, n: number, levels: number): number {
  const [between, within] = [levels - 1, n - levels];
  if (!(between > 0 && within > 0)) return 1;
  const explained = Math.min(1, value * value);
  return explained === 1 ? 0 : fSf(explained / between / ((1 - explained) / within), between, within);
}

/** The chi-square is that from which `cramersV` took the bias off. */
function cramersVTail(value: number, n: number, a: number, b: number): number {
  const df = (a - 1) * (b - 1);
  const room = Math.min(a - (a - 1) ** 2 / (n - 1), b - (b - 1) ** 2 / (n - 1)) - 1;
  if (!(df > 0 && room > 0) || value === 0) return 1;
  return chiSquareSf(n * (value * value * room + df / (n - 1)), df);
}
