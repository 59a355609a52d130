import type { Column } from '../core/table.ts';

/** Rows of numbers and of levels side by side, row-major: what a distance between two rows looks at. */
export interface MixedRows {
  readonly rows: number;
  /** Columns of numbers; NaN = missing. [rows, numbers] */
  readonly numbers: number;
  readonly values: Float64Array;
  /** Columns of levels; -1 = missing, which is a level of its own. [rows, levels] */
  readonly levels: number;
  readonly codes: Int32Array;
}

/**
 * Number, time and category columns as rows; other columns are left out.
 * @param unitOf what one unit of a number column is, in its own measure: values are divided by it
 */
export function mixedRows(columns: readonly Column[], rows: number, unitOf: (name: string) => number = () => 1): MixedRows {
  const measured = columns.filter((column) => column.kind === 'number' || column.kind === 'time');
  const levelled = columns.filter((column) => column.kind === 'category');
  const values = new Float64Array(rows * measured.length);
  const codes = new Int32Array(rows * levelled.length);
  measured.forEach((column, j) => {
    const unit = unitOf(column.name);
    for (let i = 0; i < rows; i++) values[i * measured.length + j] = column.values[i]! / unit;
  });
  levelled.forEach((column, j) => {
    for (let i = 0; i < rows; i++) codes[i * levelled.length + j] = column.codes[i]!;
  });
  return { rows, numbers: measured.length, values, levels: levelled.length, codes };
}

/**
 * The square of the distance between row `i` of `a` and row `j` of `b`: squared differences of numbers, and `nominal` for each pair of levels that
 * differ and for each number missing in one row alone.
 */
export function squaredDistance(a: MixedRows, i: number, b: MixedRows, j: number, nominal: number): number {
  let sum = 0;
  for (let k = 0; k < a.numbers; k++) {
    const difference = a.values[i * a.numbers + k]! - b.values[j * b.numbers + k]!;
    if (difference === difference) sum += difference * difference;
    else if (Number.isNaN(a.values[i * a.numbers + k]!) !== Number.isNaN(b.values[j * b.numbers + k]!)) sum += nominal;
  }
  for (let k = 0; k < a.levels; k++) if (a.codes[i * a.levels + k] !== b.codes[j * b.levels + k]) sum += nominal;
  return sum;
}

/** The nearest rows, the nearest first; of rows equally near, the earlier. */
export interface Nearest {
  readonly rows: Int32Array;
  /** Their squared distances. */
  readonly squared: Float64Array;
}

/**
 * The `count` rows of `b` nearest to row `i` of `a`; fewer where there are fewer.
 * @param but a row of `b` that does not count, as the row itself; -1 = none
 */
export function nearestRows(a: MixedRows, i: number, b: MixedRows, count: number, nominal: number, but = -1): Nearest {
  const most = Math.min(count, b.rows - (but >= 0 ? 1 : 0));
  const rows = new Int32Array(Math.max(0, most)).fill(-1);
  const squared = new Float64Array(rows.length).fill(Infinity);
  for (let j = 0; j < b.rows && most > 0; j++) {
    if (j === but) continue;
    const distance = squaredDistance(a, i, b, j, nominal);
    if (!(distance < squared[most - 1]!) && rows[most - 1] !== -1) continue;
    let place = most - 1;
    for (; place > 0 && (rows[place - 1] === -1 || distance < squared[place - 1]!); place--) {
      rows[place] = rows[place - 1]!;
      squared[place] = squared[place - 1]!;
    }
    rows[place] = j;
    squared[place] = distance;
  }
  return { rows, squared };
}
