import type { Matrix } from '../../../core/matrix.ts';
import type { Pacer } from '../../../core/pacer.ts';
import { sayerOf } from '../../../core/say-value.ts';
import { deviation, quantileSorted } from '../../../core/stats.ts';
import type { CategoryColumn, Column, Table } from '../../../core/table.ts';
import { quoted } from '../../../core/words.ts';
import { sortPresent } from '../sorted.ts';
import { medianDeviation, type Measured } from './column-outliers.ts';

/** One column of the rows as numbers: 0 is its usual value. */
export interface EncodedColumn {
  readonly name: string;
  readonly values: Float64Array;
  /** The usual value, in words. */
  readonly usual: string;
  readonly say: (row: number) => string;
  /** Rarity of each level and its share of the rows; null for numbers and times, which are in robust standard deviations from the median. */
  readonly levels: { readonly rarity: Float64Array; readonly shares: Float64Array } | null;
}

/**
 * Columns of numbers and times in robust standard deviations from their median (a gap counts as the median); columns of categories by how much rarer a
 * level is than the commonest one, in halvings (a gap is a level of its own). Columns without two different values are left out, and so are texts and images.
 */
export async function encodeRows(table: Table, pace: Pacer): Promise<EncodedColumn[]> {
  const encoded: EncodedColumn[] = [];
  for (const column of table.columns) {
    const made = await encodeColumn(column, table.rows, pace);
    if (made && made.values.some((value) => value !== made.values[0])) encoded.push(made);
    await pace(table.rows * 4);
  }
  return encoded;
}

function encodeColumn(column: Column, rows: number, pace: Pacer): Promise<EncodedColumn | null> {
  if (column.kind === 'number' || column.kind === 'time') return encodeNumbers(column, pace);
  return Promise.resolve(column.kind === 'category' ? encodeLevels(column, rows) : null);
}

async function encodeNumbers(column: Measured, pace: Pacer): Promise<EncodedColumn | null> {
  const sorted = await sortPresent(column.values, pace);
  const middle = quantileSorted(sorted, 0.5);
  const spread = (await medianDeviation(sorted, middle, pace)) * 1.482602218505602 || deviation(sorted);
  if (!(spread > 0)) return null;
  const say = sayerOf(column);
  return {
    name: column.name,
    values: column.values.map((value) => (value === value ? (value - middle) / spread : 0)),
    usual: say(middle),
    say: (row) => (Number.isNaN(column.values[row]) ? 'missing' : say(column.values[row]!)),
    levels: null
  };
}

/** A gap is a level. */
function encodeLevels({ name, codes, labels }: CategoryColumn, rows: number): EncodedColumn {
  const counts = new Float64Array(labels.length + 1);
  for (const code of codes) counts[code < 0 ? labels.length : code]!++;
  const most = counts.reduce((best, count, code) => (count > counts[best]! ? code : best), 0);
  const rarity = counts.map((count) => (count > 0 ? Math.log2(counts[most]! / count) : 0));
  const word = (code: number) => (code < 0 || code === labels.length ? 'missing' : quoted(labels[code]!));
  return {
    name,
    values: Float64Array.from(codes, (code) => rarity[code < 0 ? labels.length : code]!),
    usual: word(most),
    say: (row) => word(codes[row]!),
    levels: { rarity, shares: counts.map((count) => count / rows) }
  };
}

/** The columns side by side. */
export function sideBySide(columns: readonly { readonly values: Float64Array }[], rows: number): Matrix {
  const cols = columns.length;
  const data = new Float64Array(rows * cols);
  columns.forEach(({ values }, j) => {
    for (let row = 0; row < rows; row++) data[row * cols + j] = values[row]!;
  });
  return { data, rows, cols };
}
