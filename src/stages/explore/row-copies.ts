import type { Pacer } from '../../core/pacer.ts';
import type { Column } from '../../core/table.ts';
import { foldColumn, isSameCell } from '../../kernels/row-hash.ts';

/** Rows that are the same as an earlier one in every given column. */
export interface RowCopies {
  readonly copies: number;
  /** Pairs of row numbers, the first one first; at most five. */
  readonly examples: readonly [number, number][];
  /** [rows] The first row that is the same, or -1. */
  readonly copyOf: Int32Array;
}

/** Finds copies of an earlier row; rows with the same hash are compared cell by cell. */
export async function findCopies(columns: readonly Column[], rows: number, pace: Pacer): Promise<RowCopies> {
  const hashes = await hashRows(columns, rows, pace);
  const firstWith = new Map<number, number>();
  const examples: [number, number][] = [];
  const copyOf = new Int32Array(rows).fill(-1);
  let copies = 0;
  for (let row = 0; row < rows; row++) {
    if (row % 65_536 === 0) await pace(65_536 * 40);
    const first = firstWith.get(hashes[row]!);
    if (first === undefined) firstWith.set(hashes[row]!, row);
    else if (columns.every((column) => isSameCell(column, first, row))) {
      copies++;
      copyOf[row] = first;
      if (examples.length < 5) examples.push([first, row]);
    }
  }
  return { copies, examples, copyOf };
}

async function hashRows(columns: readonly Column[], rows: number, pace: Pacer): Promise<Float64Array> {
  const first = new Uint32Array(rows);
  const second = new Uint32Array(rows);
  for (const column of columns) {
    foldColumn(column, first, second);
    await pace(rows * 8);
  }
  const hashes = new Float64Array(rows);
  for (let row = 0; row < rows; row++) hashes[row] = (first[row]! >>> 6) * 2 ** 26 + (second[row]! >>> 6);
  return hashes;
}

/** With few possible rows, and many of them, equal ones are no surprise. @param distinct different values of each column */
export const couldRepeatByChance = (distinct: readonly number[], rows: number): boolean =>
  distinct.reduce((product, values) => product * Math.max(1, values), 1) < 20 * rows;
