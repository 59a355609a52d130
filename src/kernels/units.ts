/**
 * Rows that do not stand for themselves, as a bootstrap has to draw them: whole groups, or moments in runs. Where rows of one patient are alike, or
 * today's error is like yesterday's, n rows tell less than n rows drawn freely would.
 */
export interface Units {
  readonly kind: 'groups' | 'moments';
  /** Unit of each row, 0 to count - 1; moments count in the order of time, and rows of the same moment are one unit. */
  readonly of: Uint32Array;
  readonly count: number;
  /** Units drawn in one run: 1 of groups, the length of a block of moments. */
  readonly run: number;
  /** Whether the rows hang together for longer than they let one measure: the run is then as long as these rows allow, not as it should be. */
  readonly isCut?: boolean;
}

/** How many draws make a resample: the groups, or the blocks that fit side by side. What the certainty of an interval rests on. */
export const drawsOf = ({ count, run }: Units): number => Math.max(1, Math.floor(count / run));

/** The piece each row belongs to: its group, or its block when the blocks stand side by side. 0 to `drawsOf(units)` - 1; the last takes the rest. */
export function piecesOf(units: Units): Uint32Array {
  const last = drawsOf(units) - 1;
  return units.of.map((unit) => Math.min(last, Math.floor(unit / units.run)));
}

/** Numbers the keys 0, 1, 2 as they first appear in `order`, a row number for each key; equal keys share a number. */
export function numberUnits(keys: ArrayLike<number>, order: Iterable<number>): { readonly of: Uint32Array; readonly count: number } {
  const places = new Map<number, number>();
  const of = new Uint32Array(keys.length);
  for (const row of order) {
    const key = keys[row]!;
    const place = places.get(key) ?? places.size;
    places.set(key, place);
    of[row] = place;
  }
  return { of, count: places.size };
}
