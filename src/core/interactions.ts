import type { PlainRecord } from './plain.ts';

/** What happened, one entry each: a user took, or rated, an item. The same pair may come again. */
export interface Events {
  readonly userNames: readonly string[];
  readonly itemNames: readonly string[];
  /** Place in `userNames`, length n. */
  readonly users: Uint32Array;
  /** Place in `itemNames`, length n. */
  readonly items: Uint32Array;
  /** Length n, all finite; null where nothing was rated. */
  readonly ratings: Float64Array | null;
  /** Milliseconds, or any number that grows with time; length n, all finite; null where it is not known when. */
  readonly times: Float64Array | null;
  /** Row of the table each entry stands in, length n, ascending. */
  readonly rows: Uint32Array;
}

/** Who met what, each pair once, as compressed sparse rows: user u met `items[starts[u] .. starts[u + 1]]`, ascending. */
export interface Interactions {
  readonly userCount: number;
  readonly itemCount: number;
  readonly starts: Uint32Array;
  readonly items: Uint32Array;
  /** The latest rating of the pair, or how often it came. */
  readonly values: Float64Array;
  /** Whether values are ratings; else they are counts. */
  readonly isRated: boolean;
}

/** What one user is known to have met: places of items, ascending, and their values. */
export interface History extends PlainRecord {
  readonly items: Uint32Array;
  readonly values: Float64Array;
}

export const historyOf = ({ starts, items, values }: Interactions, user: number): History => ({
  items: items.subarray(starts[user], starts[user + 1]),
  values: values.subarray(starts[user], starts[user + 1])
});
