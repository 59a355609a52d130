import { pause, type WorkContext } from '../../core/context.ts';
import { columnNotVaried } from '../../core/errors/judging.ts';
import { tooFewRows } from '../../core/errors/tables.ts';
import { mean, quantileSorted, sum, variance } from '../../core/stats.ts';
import { gather, type NumberColumn, type Table, type TimeColumn, withColumns } from '../../core/table.ts';
import { normalQuantile } from '../../kernels/distributions.ts';
import type { PredictRows } from './partial-dependence.ts';
import { columnOf } from './vary.ts';

export interface EffectsRequest {
  readonly predict: PredictRows;
  /** Original columns. */
  readonly table: Table;
  /** A number or a time. */
  readonly column: string;
  /** Intervals, each with about as many rows; fewer where values repeat. */
  readonly intervals?: number;
  readonly context: WorkContext;
}

export interface AccumulatedEffects {
  readonly column: string;
  /** Ends of the intervals, ascending. */
  readonly grid: readonly number[];
  /** What the column adds at each end, against its mean over the rows. */
  readonly average: readonly number[];
  /** Of `average`: how far the rows let it be known, 95 %. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Rows in each interval, one fewer than there are ends. */
  readonly counts: readonly number[];
  readonly rows: number;
}

/**
 * What a column adds to the answer on its way over its values, by accumulated local effects: within each interval only rows that lie there are moved from its
 * lower to its upper end, and the mean changes are added up. Where columns go together this asks about no row that can't be, as partial dependence does.
 * Source: Apley & Zhu (2020), "Visualizing the effects of predictor variables in black box supervised learning models", section 2; the intervals of the means
 * are those of sums of independent mean changes.
 * @throws LatheError `too-few-rows` below 2 rows with a value, `column-not-varied` for other kinds, `column-not-found`
 */
export async function accumulatedEffects({
  predict,
  table,
  column: name,
  intervals = 20,
  context
}: EffectsRequest): Promise<AccumulatedEffects> {
  const column = columnOf(table, name);
  if (column.kind !== 'number' && column.kind !== 'time') throw columnNotVaried(name, column.kind);
  const rows = [...column.values.keys()].filter((row) => !Number.isNaN(column.values[row]));
  if (rows.length < 2) throw tooFewRows(rows.length, 2, 'Accumulated local effects');
  const known = gather(table, rows);
  const own = columnOf(known, name) as NumberColumn | TimeColumn;
  const grid = endsOf(own.values, intervals);
  const places = own.values.map((value) => intervalOf(grid, value));
  const ends = (end: 0 | 1) => withColumns(known, [{ ...own, values: places.map((place) => grid[place + end]!) }]);
  await pause(context);
  const lower = await predict(ends(0));
  context.onProgress(0.5);
  await pause(context);
  const upper = await predict(ends(1));
  context.onProgress(1);
  return { column: name, grid, ...accumulate(places, upper.map((value, i) => value - lower[i]!), grid.length - 1), rows: rows.length }; // prettier-ignore
}

/** Quantiles, each once; a column of one value has an interval without width. */
export function endsOf(values: Float64Array, intervals: number): number[] {
  const sorted = values.toSorted();
  const ends = [...new Set(Array.from({ length: intervals + 1 }, (_, i) => quantileSorted(sorted, i / intervals)))];
  return ends.length > 1 ? ends : [ends[0]!, ends[0]!];
}

/** The interval a value lies in: above its lower end, up to its upper end; the first takes its lower end too. */
export function intervalOf(grid: readonly number[], value: number): number {
  let [low, high] = [0, grid.length - 2];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= grid[middle + 1]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

function accumulate(places: Float64Array, changes: Float64Array, intervals: number) {
  const inside = Array.from({ length: intervals }, (_, k) => changes.filter((_change, i) => places[i] === k));
  const counts = inside.map(({ length }) => length);
  const raw = [0];
  const spread = [0];
  inside.forEach((own, k) => {
    raw.push(raw[k]! + (own.length > 0 ? mean(own) : 0));
    spread.push(spread[k]! + (own.length > 1 ? variance(own) / own.length : 0));
  });
  // a row stands for both ends of its interval
  const centre = sum(counts.map((count, k) => (count * (raw[k]! + raw[k + 1]!)) / 2)) / places.length;
  const average = raw.map((value) => value - centre);
  const half = spread.map((square) => normalQuantile(0.975) * Math.sqrt(square));
  return { average, low: average.map((value, k) => value - half[k]!), high: average.map((value, k) => value + half[k]!), counts };
}
