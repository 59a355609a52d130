import type { Groups } from './pairs.ts';

/** The table of a pair: what each cell adds, and what its rows weigh; [first.groups, second.groups]. */
export interface PairTable {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  readonly first: Groups;
  readonly second: Groups;
}

const MOST_SWEEPS = 100;
const CLOSE = 1e-9;

/**
 * Moves what a pair says of one of its features alone into that feature's own table, until every row and column of the pair has the weighted mean 0: the
 * sum is the same for every row of data, and what is left is what only both together say.
 * Source: Lengerich, Tan, Chang, Hooker & Caruana (2020), "Purifying interaction effects with the functional ANOVA", algorithm 1.
 * @param mains tables of both features, by bin; both are changed, as is the pair's
 */
export function purify({ values, weights, first, second }: PairTable, mains: readonly [Float64Array, Float64Array]): void {
  const along = (isFirst: boolean): number => {
    const [own, other] = isFirst ? [first, second] : [second, first];
    let most = 0;
    const means = Float64Array.from({ length: own.groups }, (_, i) => {
      let [sum, total] = [0, 0];
      for (let j = 0; j < other.groups; j++) {
        const slot = isFirst ? i * second.groups + j : j * second.groups + i;
        sum += weights[slot]! * values[slot]!;
        total += weights[slot]!;
      }
      const mean = total > 0 ? sum / total : 0;
      most = Math.max(most, Math.abs(mean));
      for (let j = 0; j < other.groups; j++) values[isFirst ? i * second.groups + j : j * second.groups + i]! -= mean;
      return mean;
    });
    const main = mains[isFirst ? 0 : 1];
    for (let bin = 0; bin < main.length; bin++) main[bin]! += means[own.groupOf[bin]!]!;
    return most;
  };
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) if (Math.max(along(true), along(false)) < CLOSE) return;
}

/** Takes the weighted mean out of a table. @returns the mean */
export function centre(values: Float64Array, weights: Float64Array): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = total > 0 ? values.reduce((sum, value, i) => sum + weights[i]! * value, 0) / total : 0;
  for (let i = 0; i < values.length; i++) values[i]! -= mean;
  return mean;
}
