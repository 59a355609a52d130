import type { Condition } from './conditions.ts';
import type { SliceJudge } from './judge-rows.ts';
import type { WeakSlice } from './slice-type.ts';

/** Two conditions that together err more than either alone. */
export interface WeakPair {
  /** Places of the two among the single conditions. */
  readonly places: readonly [number, number];
  /** Not corrected for anything. */
  readonly pValue: number;
}

/** Rows times pairs of columns that are counted at most: about a second. */
const MOST_STEPS = 1e8;

/** Rows without a condition that was tried. */
const NONE = -1;

/**
 * All pairs of conditions of different columns, by one count over the rows for each pair of columns: so a weakness is seen that neither of the two shows alone.
 * @param found each of the single conditions, judged
 * @returns those with rows enough that err more than both of their parts; null where counting all would take too long
 */
export function everyPair(
  singles: readonly Condition[],
  found: readonly WeakSlice[],
  minRows: number,
  judge: SliceJudge
): WeakPair[] | null {
  const columns = [...new Set(singles.map(({ columns: [name] }) => name!))];
  const byColumn = columns.map((name) => [...singles.keys()].filter((place) => singles[place]!.columns[0] === name));
  const rows = judge.errors.length;
  if ((rows * byColumn.length * (byColumn.length - 1)) / 2 > MOST_STEPS) return null;
  const coded = byColumn.map((places) => ({ places, codes: codesOf(places, singles, rows) }));
  return coded.flatMap((first, i) =>
    coded.slice(i + 1).flatMap((second) => {
      const cells = crossed(first, second, judge);
      return [...cells.keys()].flatMap((cell) => {
        const sums = cells[cell]!;
        const places = [first.places[Math.floor(cell / second.places.length)]!, second.places[cell % second.places.length]!] as const;
        const [one, other] = places.map((place) => found[place]!) as [WeakSlice, WeakSlice];
        // What holds for all of one of the two says nothing more.
        if (sums.count < minRows || sums.count === one.rows || sums.count === other.rows) return [];
        const { error, rest, pValue } = judge.ofSums(sums);
        return error > rest && error > one.error && error > other.error ? [{ places, pValue }] : [];
      });
    })
  );
}

interface Coded {
  readonly places: readonly number[];
  /** Of each row which of the column's conditions holds. */
  readonly codes: Int16Array;
}

function codesOf(places: readonly number[], singles: readonly Condition[], rows: number): Int16Array {
  const codes = new Int16Array(rows).fill(NONE);
  places.forEach((place, code) => singles[place]!.rows.forEach((holds, row) => holds === 1 && (codes[row] = code)));
  return codes;
}

function crossed(first: Coded, second: Coded, { errors, centre }: SliceJudge) {
  const width = second.places.length;
  const cells = Array.from({ length: first.places.length * width }, () => ({ count: 0, sum: 0, squares: 0 }));
  for (let row = 0; row < errors.length; row++) {
    const [a, b] = [first.codes[row]!, second.codes[row]!];
    if (a === NONE || b === NONE) continue;
    const cell = cells[a * width + b]!;
    const off = errors[row]! - centre;
    cell.count++;
    cell.sum += off;
    cell.squares += off * off;
  }
  return cells;
}
