import { orderOf } from '../../../core/stats.ts';
import { normalSf } from '../../../kernels/distributions.ts';

export interface Wilcoxon {
  /** The smaller of the two rank sums. */
  readonly statistic: number;
  readonly pValue: number;
  /** Differences that are not 0. */
  readonly n: number;
  readonly test: string;
}

/** Up to this many differences without ties the distribution is counted out. */
const FEW = 50;

/**
 * Signed-rank test of whether paired differences lie around 0. Differences of 0 are left out; exact for few without ties, otherwise normal with
 * the variance corrected for ties, without continuity correction, as SciPy does.
 * Source: Wilcoxon (1945), "Individual comparisons by ranking methods".
 */
export function wilcoxon(differences: Float64Array): Wilcoxon {
  const moved = differences.filter((difference) => difference !== 0);
  const n = moved.length;
  if (n === 0) return { statistic: 0, pValue: 1, n, test: 'Wilcoxon signed-rank' };
  const { ranks, tieTerm } = averageRanks(moved.map(Math.abs));
  let up = 0;
  moved.forEach((difference, i) => (up += difference > 0 ? ranks[i]! : 0));
  const statistic = Math.min(up, (n * (n + 1)) / 2 - up);
  if (n <= FEW && tieTerm === 0 && n === differences.length) {
    return { statistic, pValue: exactTwoSided(statistic, n), n, test: 'Wilcoxon signed-rank, exact' };
  }
  const spread = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - tieTerm / 48);
  const pValue = Math.min(1, 2 * normalSf(Math.abs(statistic - (n * (n + 1)) / 4) / spread));
  return { statistic, pValue, n, test: 'Wilcoxon signed-rank' };
}

/** Ranks from 1, ties sharing their mean; and the sum of t^3 - t over groups of t ties. */
function averageRanks(values: Float64Array): { ranks: Float64Array; tieTerm: number } {
  const order = orderOf(values);
  const ranks = new Float64Array(values.length);
  let tieTerm = 0;
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let i = start; i < end; i++) ranks[order[i]!] = (start + end + 1) / 2;
    tieTerm += (end - start) ** 3 - (end - start);
    start = end;
  }
  return { ranks, tieTerm };
}

/** Counts the subsets of 1..n by their sum. */
function exactTwoSided(statistic: number, n: number): number {
  const most = (n * (n + 1)) / 2;
  const ways = new Float64Array(most + 1);
  ways[0] = 1;
  for (let rank = 1; rank <= n; rank++) for (let sum = most; sum >= rank; sum--) ways[sum]! += ways[sum - rank]!;
  let below = 0;
  for (let sum = 0; sum <= statistic; sum++) below += ways[sum]!;
  return Math.min(1, (2 * below) / 2 ** n);
}
