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

/** Expected share of rows answered rightly. */
export function expectedAccuracy({ actual }: GroupedRows, called: Float64Array, weights: Float64Array): number {
  let [right, mass] = [0, 0];
  for (let row = 0; row < actual.length; row++) {
    right += weights[row]! * (actual[row] === 1 ? called[row]! : 1 - called[row]!);
    mass += weights[row]!;
  }
  return right / mass;
}
