import { mean, variance } from '../../../core/stats.ts';
import { normalSf } from '../../../kernels/distributions.ts';

/** How much more alike neighbours are than other rows: 1 = equal, 0 = as by chance. */
export interface Likeness {
  /** Beside any two rows of the table. */
  readonly overall: number;
  /** Beside rows some dozens away in the same block: what sorting brings about is then no likeness. */
  readonly local: number;
  /** Chance of likenesses at least so large when the order is chance: the larger of the two's. */
  readonly pValue: number;
  /** Pairs of neighbours. */
  readonly pairs: number;
}

/** The rows looked at: neighbours of different blocks are no pair. Blocks part stretches of the table where a sort key changes. */
export interface Looked {
  readonly stretches: Int32Array;
  readonly blocks: Int32Array;
  /** Whether there are sort keys that made blocks. */
  readonly hasKeys: boolean;
}

/** Distances of rows that are near in a sorted table and far in a series. */
const FAR: readonly number[] = [10, 13, 16, 19, 22, 25, 28, 31, 34, 37, 40];

/**
 * Of numbers, from the squared steps of their ranks. `overall` is 1 less half the rank von Neumann ratio, near 0 with variance 1 / n when the order is
 * chance. Source: Bartels (1982), "The rank version of von Neumann's ratio test for randomness".
 * @param freed the ranks freed from what the rows are sorted by; the ranks themselves when nothing is
 */
export function likenessOfNumbers(ranks: Float64Array, freed: Float64Array, looked: Looked): Likeness {
  const near = steps(ranks, looked.stretches, 1, squared);
  const within = steps(freed, looked.blocks, 1, squared);
  const overall = 1 - near.mean / (2 * variance(present(ranks), 0));
  const local = 1 - within.mean / away(freed, looked, squared, (own) => 2 * variance(own));
  const pValue = Math.max(normalSf(overall * Math.sqrt(near.pairs)), normalSf(local * Math.sqrt(within.pairs)));
  return { overall, local, pValue, pairs: near.pairs };
}

/** Of classes, from the share of neighbours that differ. */
export function likenessOfClasses(codes: Float64Array, looked: Looked): Likeness {
  const [near, within] = [steps(codes, looked.stretches, 1, differ), steps(codes, looked.blocks, 1, differ)];
  const anyTwo = chanceToDiffer(present(codes));
  const apart = away(codes, looked, differ, chanceToDiffer);
  const chance = (expected: number, { mean: seen, pairs }: Steps) =>
    normalSf((expected - seen) / Math.sqrt((expected * (1 - expected)) / pairs));
  return {
    overall: 1 - near.mean / anyTwo,
    local: apart > 0 ? 1 - within.mean / apart : 0,
    pValue: Math.max(chance(anyTwo, near), chance(apart, within)),
    pairs: near.pairs
  };
}

type Distance = (a: number, b: number) => number;
const squared: Distance = (a, b) => (a - b) * (a - b);
const differ: Distance = (a, b) => (a === b ? 0 : 1);

interface Steps {
  readonly mean: number;
  readonly pairs: number;
}

/** Mean distance of rows `lag` apart in one block. */
function steps(values: Float64Array, blocks: Int32Array, lag: number, distance: Distance): Steps {
  let [total, pairs] = [0, 0];
  for (let row = lag; row < values.length; row++) {
    const [a, b] = [values[row]!, values[row - lag]!];
    if (blocks[row] !== blocks[row - lag] || a !== a || b !== b) continue;
    total += distance(a, b);
    pairs++;
  }
  return { mean: pairs > 0 ? total / pairs : NaN, pairs };
}

/** Mean distance of rows that are no neighbours: any two of a block where sort keys made blocks, else rows some dozens apart. */
function away(values: Float64Array, { blocks, hasKeys }: Looked, distance: Distance, anyTwo: (own: Float64Array) => number): number {
  if (!hasKeys)
    return mean(FAR.map((lag) => steps(values, blocks, lag, distance)).flatMap(({ mean: of, pairs }) => (pairs > 0 ? [of] : [])));
  let [total, pairs, from] = [0, 0, 0];
  for (let row = 1; row <= values.length; row++) {
    if (row < values.length && blocks[row] === blocks[from]) continue;
    const own = present(values.subarray(from, row));
    if (own.length > 1) {
      total += anyTwo(own) * (own.length - 1);
      pairs += own.length - 1;
    }
    from = row;
  }
  return total / pairs;
}

/** Chance that two of the values, drawn without return, are different. */
function chanceToDiffer(values: Float64Array): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const n = values.length;
  return 1 - [...counts.values()].reduce((total, count) => total + (count * (count - 1)) / (n * (n - 1)), 0);
}

/** Ranks from 1, ties at their middle; NaN stays. */
export function ranksOf(values: Float64Array): Float64Array {
  const sorted = present(values).sort();
  return values.map((value) => (Number.isNaN(value) ? NaN : (placeOf(sorted, value, false) + 1 + placeOf(sorted, value, true)) / 2));
}

/** How many of the sorted values are below, or not above, this one. */
function placeOf(sorted: Float64Array, value: number, withEqual: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value || (withEqual && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Takes the mean of each group out of the values, in place. @param groups from 0; -1 = in none */
export function takeMeansOut(values: Float64Array, groups: Int32Array): void {
  const count = groups.reduce((most, group) => Math.max(most, group), 0) + 1;
  const totals = new Float64Array(count);
  const counts = new Float64Array(count);
  values.forEach((value, row) => {
    if (value !== value || groups[row]! < 0) return;
    totals[groups[row]!]! += value;
    counts[groups[row]!]!++;
  });
  values.forEach((value, row) => {
    if (groups[row]! >= 0) values[row] = value - totals[groups[row]!]! / counts[groups[row]!]!;
  });
}

const present = (values: Float64Array) => values.filter((value) => value === value);
