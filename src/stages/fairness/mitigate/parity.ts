import type { ParityKind } from '../../../core/fair-way.ts';

export type Parity = ParityKind;

/** Rows as fairness looks at them. */
export interface GroupedRows {
  /** 1 for each row that is positive, else 0. */
  readonly actual: Uint8Array;
  /** Code of each row's group; -1 belongs to none and takes no part in gaps. */
  readonly groupOf: Int32Array;
  readonly groups: number;
  readonly weights: Float64Array | null;
  /** What a mistake counts on a row that is not positive, and on a positive one; the same where it is left out. */
  readonly stakes?: Stakes;
}

export type Stakes = readonly [falseAlarm: number, miss: number];

const EVEN: Stakes = [1, 1];

/**
 * What the two mistakes count where rows are called positive from a probability on: so much that this very threshold is the cheapest (Elkan, 2001).
 * @param threshold above 0 and below 1; null where the likelier class is called
 */
export const stakesOf = (threshold: number | null): Stakes =>
  threshold !== null && threshold > 0 && threshold < 1 ? [2 * threshold, 2 * (1 - threshold)] : EVEN;

/** What a mistake on each row counts, together as much as the rows weigh. */
export function stakesOfRows({ actual, weights, stakes = EVEN }: GroupedRows): Float64Array {
  const at = Float64Array.from(actual, (one, row) => (weights?.[row] ?? 1) * stakes[one]!);
  const mass = weights ? weights.reduce((sum, weight) => sum + weight, 0) : actual.length;
  const all = at.reduce((sum, one) => sum + one, 0);
  return at.map((one) => (one * mass) / all);
}

/** The rows that a kind of parity looks at, one kind of rows after the other: all, the positive ones, the others. */
export const eventsOf: Readonly<Record<Parity, readonly ('all' | 'positive' | 'negative')[]>> = {
  demographic_parity: ['all'],
  equal_opportunity: ['positive'],
  equalised_odds: ['positive', 'negative']
};

export const isIn = (event: 'all' | 'positive' | 'negative', actual: number): boolean =>
  event === 'all' || (event === 'positive') === (actual === 1);

/** Mean chance of being called positive of each group, among the rows of an event; NaN where a group has none. */
export function callRates(
  { actual, groupOf, groups }: GroupedRows,
  called: Float64Array,
  event: 'all' | 'positive' | 'negative',
  weights: Float64Array
): Float64Array {
  const [sums, masses] = [new Float64Array(groups), new Float64Array(groups)];
  for (let row = 0; row < actual.length; row++) {
    const group = groupOf[row]!;
    if (group < 0 || !isIn(event, actual[row]!)) continue;
    sums[group]! += weights[row]! * called[row]!;
    masses[group]! += weights[row]!;
  }
  return sums.map((sum, group) => sum / masses[group]!);
}

/** The widest distance between two groups, over the events of the parity; NaN with fewer than two groups. */
export function parityGap(rows: GroupedRows, called: Float64Array, parity: Parity, weights: Float64Array): number {
  const gaps = eventsOf[parity].map((event) => {
    const rates = callRates(rows, called, event, weights).filter((rate) => !Number.isNaN(rate));
    return rates.length < 2 ? NaN : Math.max(...rates) - Math.min(...rates);
  });
  return gaps.every(Number.isNaN) ? NaN : Math.max(...gaps.filter((gap) => !Number.isNaN(gap)));
}

/** Event by event the groups with the highest and the lowest rate; null with fewer than two groups. */
export const widestPairs = (rows: GroupedRows, called: Float64Array, parity: Parity, weights: Float64Array): (Pair | null)[] =>
  eventsOf[parity].map((event) => {
    const rates = callRates(rows, called, event, weights);
    const known = [...rates.keys()].filter((group) => !Number.isNaN(rates[group]!)).sort((a, b) => rates[b]! - rates[a]!);
    return known.length < 2 ? null : [known[0]!, known.at(-1)!];
  });

type Pair = readonly [high: number, low: number];

/** The gap between pairs that were found on other weights: below 0 where it has turned round, so that rows without a gap are told as such. */
export function fixedGap(
  rows: GroupedRows,
  called: Float64Array,
  { parity, pairs, weights }: { readonly parity: Parity; readonly pairs: readonly (Pair | null)[]; readonly weights: Float64Array }
): number {
  const gaps = pairs.flatMap((pair, i) => {
    if (!pair) return [];
    const rates = callRates(rows, called, eventsOf[parity][i]!, weights);
    return [rates[pair[0]]! - rates[pair[1]]!];
  });
  return gaps.length === 0 ? NaN : Math.max(...gaps);
}

/** Expected share of rows answered rightly, each counted by what a mistake on it would. */
export function expectedAccuracy({ actual, stakes = EVEN }: GroupedRows, called: Float64Array, weights: Float64Array): number {
  let [right, mass] = [0, 0];
  for (let row = 0; row < actual.length; row++) {
    const counted = weights[row]! * stakes[actual[row]!]!;
    right += counted * (actual[row] === 1 ? called[row]! : 1 - called[row]!);
    mass += counted;
  }
  return right / mass;
}

/** Expected share of the positive rows that is called so; NaN without any. */
export const expectedFound = (rows: GroupedRows, called: Float64Array, weights: Float64Array): number =>
  callRates({ ...rows, groupOf: new Int32Array(rows.actual.length), groups: 1 }, called, 'positive', weights)[0]!;
