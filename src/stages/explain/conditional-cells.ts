import { orderOf, quantileSorted } from '../../core/stats.ts';
import { type CategoryColumn, type Column, findColumn, type Table } from '../../core/table.ts';
import { association, ranksOf } from './correlated-groups.ts';

/** Rows among which a column may be shuffled without making rows that can't be. */
export interface Cells {
  /** The columns that tell something of it, most first; none where all rows are one cell. */
  readonly given: readonly string[];
  /** [rows], from 0. */
  readonly cellOf: Int32Array;
  readonly count: number;
  /** Share of the variance of the column's ranks, or of its levels, that lies between cells, 0 to 1: how much of it the others tell. */
  readonly known: number;
}

export interface CellsRequest {
  readonly table: Table;
  readonly column: string;
  /** Columns that may tell of it. */
  readonly others: readonly string[];
  /** The least association that counts, 0 to 1; and the most columns. */
  readonly threshold?: number;
  readonly most?: number;
  readonly fewestRows?: number;
}

/** Ends that a column is asked at, and levels of a category that are asked one by one. */
const BINS = 32;

/**
 * Cells of rows that are alike in what goes together with a column: the leaves of a tree that tells the column from the columns it is associated with.
 * Within a cell it hardly hangs on them any more, so shuffling it there leaves the rest of a row plausible.
 * Sources: Strobl et al. (2008), "Conditional variable importance for random forests", and Debeer & Strobl (2020), "Conditional permutation importance
 * revisited", for shuffling within cells of associated columns; Molnar et al. (2023), "Model-agnostic feature importance and effects with dependent
 * features", for a tree of the column itself as what makes the cells, which needs no forest. The tree here asks at 32 quantiles.
 */
export function conditionalCells(request: CellsRequest): Cells {
  const { table, column: name, threshold = 0.2, most = 5, fewestRows = 10 } = request;
  const own = findColumn(table, name)!;
  const tells = request.others
    .filter((other) => other !== name)
    .map((other) => ({ other, size: association(own, findColumn(table, other)!) }))
    .filter(({ size }) => size >= threshold)
    .sort((a, b) => b.size - a.size)
    .slice(0, most);
  const given = tells.map(({ other }) => other);
  const signals = given.length > 0 ? signalsOf(own) : [];
  if (signals.length === 0) return { given: [], cellOf: new Int32Array(table.rows), count: 1, known: 0 };
  const bins = given.map((other) => binned(findColumn(table, other)!));
  const cells = leaves(
    { bins, signals, fewestRows },
    Uint32Array.from({ length: table.rows }, (_, i) => i)
  );
  const cellOf = new Int32Array(table.rows);
  cells.forEach((rows, cell) => rows.forEach((row) => (cellOf[row] = cell)));
  const all = spreadOf(signals, Uint32Array.from(cellOf.keys()));
  const left = cells.reduce((sum, rows) => sum + spreadOf(signals, rows), 0);
  return { given, cellOf, count: cells.length, known: all > 0 ? 1 - left / all : 0 };
}

/** What the tree tells: ranks of numbers, or a mark for each of the commonest levels. A gap stands in the middle. */
function signalsOf(column: Column): Float64Array[] {
  if (column.kind === 'category')
    return commonLevels(column).map((level) => Float64Array.from(column.codes, (code) => Number(code === level)));
  if (column.kind !== 'number' && column.kind !== 'time') return [];
  const { values } = column;
  const known = values.filter((value) => !Number.isNaN(value));
  const ranks = ranksOf(known);
  let at = 0;
  return [values.map((value) => (Number.isNaN(value) ? (known.length - 1) / 2 : ranks[at++]!))];
}

function commonLevels({ codes, labels }: CategoryColumn): number[] {
  const sizes = new Float64Array(labels.length);
  for (const code of codes) if (code >= 0) sizes[code]! += 1;
  return [...orderOf(sizes)].reverse().slice(0, BINS);
}

interface Binned {
  /** The bin of each row; gaps have one of their own, the last. */
  readonly bins: Uint8Array;
  readonly count: number;
  /** Bins that stand in an order are divided between two, others one against the rest. */
  readonly isOrdered: boolean;
}

function binned(column: Column): Binned {
  if (column.kind === 'category') {
    const common = commonLevels(column);
    const places = new Map(common.map((code, place) => [code, place]));
    return { bins: Uint8Array.from(column.codes, (code) => places.get(code) ?? common.length), count: common.length + 1, isOrdered: false };
  }
  const values = column.kind === 'number' || column.kind === 'time' ? column.values : new Float64Array(0);
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const ends = [...new Set(Array.from({ length: BINS - 1 }, (_, i) => quantileSorted(sorted, (i + 1) / BINS)))];
  const bins = Uint8Array.from(values, (value) => (Number.isNaN(value) ? ends.length + 1 : binOf(ends, value)));
  return { bins, count: ends.length + 2, isOrdered: true };
}

function binOf(ends: readonly number[], value: number): number {
  const bin = ends.findIndex((end) => value <= end);
  return bin < 0 ? ends.length : bin;
}

interface Growing {
  readonly bins: readonly Binned[];
  readonly signals: readonly Float64Array[];
  readonly fewestRows: number;
}

/** The rows of each leaf of the tree below some rows. */
function leaves(growing: Growing, rows: Uint32Array): Uint32Array[] {
  const asks = bestQuestion(growing, rows);
  if (!asks) return [rows];
  return [...leaves(growing, rows.filter(asks)), ...leaves(growing, rows.filter((row) => !asks(row)))]; // prettier-ignore
}

/** The question that leaves least spread within its two sides; null where none leaves enough rows on both and takes any off. */
function bestQuestion({ bins, signals, fewestRows }: Growing, rows: Uint32Array): ((row: number) => boolean) | null {
  let best = { gain: 1e-9 * spreadOf(signals, rows), asks: null as ((row: number) => boolean) | null };
  if (rows.length < 2 * fewestRows) return null;
  for (const { bins: own, count, isOrdered } of bins) {
    const { counts, sums } = sumsByBin(own, count, signals, rows);
    const total = signals.map((_, k) => sums[k]!.reduce((sum, part) => sum + part, 0));
    const side = new Float64Array(signals.length);
    for (let bin = 0, left = 0; bin < count; bin++) {
      left = (isOrdered ? left : 0) + counts[bin]!;
      side.forEach((sum, k) => (side[k] = (isOrdered ? sum : 0) + sums[k]![bin]!));
      const right = rows.length - left;
      if (left < fewestRows || right < fewestRows) continue;
      const gain = total.reduce((sum, all, k) => sum + side[k]! ** 2 / left + (all - side[k]!) ** 2 / right - all ** 2 / rows.length, 0);
      if (gain > best.gain) best = { gain, asks: isOrdered ? (row) => own[row]! <= bin : (row) => own[row] === bin };
    }
  }
  return best.asks;
}

function sumsByBin(own: Uint8Array, count: number, signals: readonly Float64Array[], rows: Uint32Array) {
  const counts = new Float64Array(count);
  for (const row of rows) counts[own[row]!]! += 1;
  const sums = signals.map((signal) => {
    const into = new Float64Array(count);
    for (const row of rows) into[own[row]!]! += signal[row]!;
    return into;
  });
  return { counts, sums };
}

/** Sum of squares around the means. */
function spreadOf(signals: readonly Float64Array[], rows: Uint32Array): number {
  return signals.reduce((all, signal) => {
    const centre = rows.reduce((sum, row) => sum + signal[row]!, 0) / rows.length;
    return all + rows.reduce((sum, row) => sum + (signal[row]! - centre) ** 2, 0);
  }, 0);
}
