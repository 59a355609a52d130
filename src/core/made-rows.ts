import type { RowSet } from './table.ts';

/** Rows that a recipe made up from others and put behind them: what is held out of a fit must hold none of them, nor leave in what was made from it. */
export interface MadeRows {
  /** The first row that was made up; all behind it were too. */
  readonly from: number;
  /** The two rows that row `from + i` lies between are `parents[2 * i]` and `parents[2 * i + 1]`. */
  readonly parents: Int32Array;
}

/** The first parent of each. */
export const basesOf = ({ parents }: MadeRows): Int32Array => parents.filter((_, i) => i % 2 === 0);

/** Those of the rows that were there before. */
export const realRows = (rows: RowSet, made: MadeRows | undefined): RowSet => (made ? rows.filter((row) => row < made.from) : rows);

/** The made-up ones among `rows` that were made from none of the rows held out. */
export function madeApartFrom(held: RowSet, rows: RowSet, made: MadeRows): RowSet {
  const aside = new Set(held);
  return rows.filter((row) => {
    const i = 2 * (row - made.from);
    return row >= made.from && !aside.has(made.parents[i]!) && !aside.has(made.parents[i + 1]!);
  });
}

/** The same of the rows that are kept. Parents are never left out before what was made from them: what weighs nothing is no parent. */
export function gatherMade({ from, parents }: MadeRows, kept: RowSet): MadeRows {
  const placeOf = new Map([...kept].map((row, place) => [row, place]));
  const left = kept.filter((row) => row >= from);
  const moved = [...left].flatMap((row) => [0, 1].map((which) => placeOf.get(parents[2 * (row - from) + which]!)!));
  return { from: kept.length - left.length, parents: Int32Array.from(moved) };
}
