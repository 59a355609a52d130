import { gather, type NumberColumn, type Table } from '../../../core/table.ts';
import { cholesky } from '../../../kernels/linear/cholesky.ts';
import { distancesOf } from '../../../predict/limits.ts';
import type { Limits } from '../../../predict/limits-type.ts';
import { marksOf } from './marks.ts';

/** With more numbers a package would grow by megabytes, and the distance would be noise. */
const MOST_COLUMNS = 128;

/** Rows beyond these change the spread by less than it is worth; they are taken evenly. */
const MOST_ROWS = 20_000;

/** With fewer rows a column, the distance of a new row has nothing to be held against. */
const ROWS_A_COLUMN = 5;

/** Added to the spread of each column, as a share of it, so that columns that follow from others do no harm. */
const RIDGE = 1e-3;

/**
 * How far from the training rows a row lies: Mahalanobis' distance on the numbers that the recipe makes, by their mean and how they vary together. What is
 * usual is told by training rows, each held against the others without itself.
 * Source: Mahalanobis (1936), "On the generalised distance in statistics"; leaving a row out by its leverage as in Cook & Weisberg (1982),
 * "Residuals and influence in regression", section 2.2.
 * @param features training rows after the recipe
 * @returns null with too few rows, without a number, or with too many of them
 */
export function fitDistance(features: Table): Limits['distance'] {
  const table = evenly(features, MOST_ROWS);
  const used = numbersThatVary(table);
  const d = used.length;
  if (d === 0 || d > MOST_COLUMNS || table.rows < ROWS_A_COLUMN * d || table.rows < 50) return null;
  const triangle = cholesky(spreadOf(used, table.rows), d);
  if (!triangle) return null;
  const columns = used.map(({ name }) => name);
  const centre = Float64Array.from(used, ({ middle }) => middle);
  const whiten = inverseOf(triangle, d);
  const squared = distancesOf(table, { columns, centre, whiten }).map((own) => leftOut(own, table.rows));
  return { columns, centre, whiten, marks: marksOf(squared), n: table.rows };
}

/** At most so many rows, taken evenly. */
export function evenly(table: Table, most: number): Table {
  const step = Math.max(1, Math.ceil(table.rows / most));
  if (step === 1) return table;
  return gather(
    table,
    Uint32Array.from({ length: Math.ceil(table.rows / step) }, (_, i) => i * step)
  );
}

/** The number columns that are not the same in all rows. */
export const numbersThatVary = (table: Table): Summary[] =>
  table.columns
    .filter((column): column is NumberColumn => column.kind === 'number')
    .map(summary)
    .filter(({ spread }) => spread > 0);

export interface Summary {
  readonly name: string;
  readonly middle: number;
  /** Standard deviation. */
  readonly spread: number;
  /** Differences from the mean, a gap counting as none. */
  readonly away: Float64Array;
}

function summary({ name, values }: NumberColumn): Summary {
  let [sum, n] = [0, 0];
  for (const value of values) if (!Number.isNaN(value)) [sum, n] = [sum + value, n + 1];
  const middle = n > 0 ? sum / n : 0;
  const away = values.map((value) => (Number.isNaN(value) ? 0 : value - middle));
  const spread = Math.sqrt(away.reduce((total, value) => total + value * value, 0) / Math.max(1, values.length - 1));
  return { name, middle, spread: spread > 1e-12 * Math.abs(middle) ? spread : 0, away };
}

function spreadOf(used: readonly Summary[], rows: number): Float64Array {
  const d = used.length;
  const spread = new Float64Array(d * d);
  for (let r = 0; r < d; r++) {
    for (let c = 0; c <= r; c++) {
      let sum = 0;
      const [a, b] = [used[r]!.away, used[c]!.away];
      for (let i = 0; i < rows; i++) sum += a[i]! * b[i]!;
      spread[r * d + c] = spread[c * d + r] = sum / (rows - 1);
    }
    spread[r * d + r]! *= 1 + RIDGE;
  }
  return spread;
}

/** The inverse of a lower triangle, packed row by row. */
function inverseOf(triangle: Float64Array, d: number): Float64Array {
  const inverse = new Float64Array(d * d);
  for (let c = 0; c < d; c++) {
    for (let r = c; r < d; r++) {
      let sum = r === c ? 1 : 0;
      for (let k = c; k < r; k++) sum -= triangle[r * d + k]! * inverse[k * d + c]!;
      inverse[r * d + c] = sum / triangle[r * d + r]!;
    }
  }
  return Float64Array.from(Array.from({ length: d }, (_, r) => [...inverse.subarray(r * d, r * d + r + 1)]).flat());
}

/** The squared distance of a row from the others, without it among them. */
export function leftOut(squared: number, n: number): number {
  const leverage = (n * squared) / (n - 1) ** 2;
  return leverage < 1 ? ((n - 2) * n * n * squared) / ((n - 1) ** 3 * (1 - leverage)) : Infinity;
}
