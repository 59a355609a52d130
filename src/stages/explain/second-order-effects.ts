import { pause, type WorkContext } from '../../core/context.ts';
import { columnNotVaried, sameColumnTwice } from '../../core/errors/judging.ts';
import { tooFewRows } from '../../core/errors/tables.ts';
import { gather, type NumberColumn, type Table, type TimeColumn, withColumns } from '../../core/table.ts';
import { endsOf, intervalOf } from './accumulated-effects.ts';
import type { PredictRows } from './partial-dependence.ts';
import { columnOf } from './vary.ts';

export interface SecondOrderRequest {
  readonly predict: PredictRows;
  /** Original columns. */
  readonly table: Table;
  /** Two numbers or times. */
  readonly columns: readonly [string, string];
  /** Intervals of each, with about as many rows; left out, as many as leave some eight rows to a cell, 2 to 10. */
  readonly intervals?: number;
  readonly context: WorkContext;
}

export interface SecondOrderEffects {
  readonly columns: readonly [string, string];
  /** Ends of the intervals of either column, ascending. */
  readonly grids: readonly [readonly number[], readonly number[]];
  /** What the pair adds at each pair of ends, beyond what either adds alone: [first][second]. */
  readonly effects: readonly (readonly number[])[];
  /** Rows in each cell, one fewer each way than there are ends. A cell without rows has the mean change of the nearest that have some. */
  readonly counts: readonly (readonly number[])[];
  /** The mean size of what the pair adds, over the rows. */
  readonly size: number;
  readonly rows: number;
}

type Grid2 = number[][];

/** Of fewer the mean of a cell is luck. */
const ROWS_A_CELL = 8;

/**
 * What two columns add together beyond what either adds alone, by accumulated local effects of second order: rows of a cell are moved to its four corners, the
 * mean second differences are added up both ways, and what is left of the first order is taken out. A product shows its saddle, a sum shows nothing.
 * Source: Apley & Zhu (2020), "Visualizing the effects of predictor variables in black box supervised learning models", sections 2 and 5.
 * @throws LatheError `too-few-rows` below 2 rows with both values, `column-not-varied`, `column-not-found`, `same-column-twice`
 */
export async function secondOrderEffects(request: SecondOrderRequest): Promise<SecondOrderEffects> {
  const { predict, table, columns: names, context } = request;
  if (names[0] === names[1]) throw sameColumnTwice(names[0]);
  const both = names.map((name) => measured(table, name));
  const rows = [...both[0]!.values.keys()].filter((row) => both.every(({ values }) => !Number.isNaN(values[row])));
  if (rows.length < 2) throw tooFewRows(rows.length, 2, 'Accumulated local effects');
  const intervals = request.intervals ?? Math.min(10, Math.max(2, Math.floor(Math.sqrt(rows.length / ROWS_A_CELL))));
  const known = gather(table, rows);
  const own = names.map((name) => measured(known, name));
  const grids = own.map(({ values }) => endsOf(values, intervals)) as [number[], number[]];
  const places = own.map(({ values }, j) => Array.from(values, (value) => intervalOf(grids[j]!, value))) as [number[], number[]];
  const corner = (first: 0 | 1, second: 0 | 1) =>
    withColumns(known, own.map((column, j) => ({ ...column, values: Float64Array.from(places[j]!, (place) => grids[j]![place + (j === 0 ? first : second)]!) }))); // prettier-ignore
  const answers: Float64Array[] = [];
  for (const [first, second] of [
    [1, 1],
    [0, 1],
    [1, 0],
    [0, 0]
  ] as const) {
    // prettier-ignore
    await pause(context);
    answers.push(await predict(corner(first, second)));
    context.onProgress(answers.length / 4);
  }
  const [top, left, right, bottom] = answers as [Float64Array, Float64Array, Float64Array, Float64Array];
  const changes = top.map((value, i) => value - left[i]! - (right[i]! - bottom[i]!));
  const { means, counts } = cellMeans(changes, places, [grids[0].length - 1, grids[1].length - 1]);
  const effects = centred(accumulated(filled(means, counts, grids)), counts);
  const size = rows.reduce((sum, _, i) => sum + Math.abs(midOf(effects, places[0][i]!, places[1][i]!)), 0) / rows.length;
  return { columns: names, grids, effects, counts, size, rows: rows.length };
}

function measured(table: Table, name: string): NumberColumn | TimeColumn {
  const column = columnOf(table, name);
  if (column.kind !== 'number' && column.kind !== 'time') throw columnNotVaried(name, column.kind);
  return column;
}

const zeros = (width: number, height: number): Grid2 => Array.from({ length: width }, () => new Array<number>(height).fill(0));

function cellMeans(changes: Float64Array, places: readonly [number[], number[]], [width, height]: readonly [number, number]) {
  const means = zeros(width, height);
  const counts = zeros(width, height);
  changes.forEach((change, i) => {
    const [a, b] = [places[0][i]!, places[1][i]!];
    means[a]![b]! += change;
    counts[a]![b]! += 1;
  });
  means.forEach((line, a) => line.forEach((total, b) => (line[b] = counts[a]![b]! > 0 ? total / counts[a]![b]! : 0)));
  return { means, counts };
}

/** Cells without rows take the mean change of the cells with rows whose middles are nearest, each way measured by the range of its grid. */
function filled(means: Grid2, counts: Grid2, grids: readonly [number[], number[]]): Grid2 {
  const middles = grids.map((grid) => {
    const range = grid.at(-1)! - grid[0]! || 1;
    return grid.slice(1).map((end, k) => (end + grid[k]!) / 2 / range);
  });
  const full = counts.flatMap((line, a) => line.flatMap((count, b) => (count > 0 ? [[a, b] as const] : [])));
  return means.map((line, a) =>
    line.map((value, b) => {
      if (counts[a]![b]! > 0) return value;
      const away = full.map(([c, d]) => (middles[0]![a]! - middles[0]![c]!) ** 2 + (middles[1]![b]! - middles[1]![d]!) ** 2);
      const least = Math.min(...away);
      const nearest = full.filter((_, i) => away[i]! <= least + 1e-12);
      return nearest.reduce((sum, [c, d]) => sum + means[c]![d]!, 0) / nearest.length;
    })
  );
}

function accumulated(means: Grid2): Grid2 {
  const sums = zeros(means.length + 1, means[0]!.length + 1);
  means.forEach((line, a) =>
    line.forEach((value, b) => (sums[a + 1]![b + 1] = value + sums[a]![b + 1]! + sums[a + 1]![b]! - sums[a]![b]!))
  );
  return sums;
}

/** The value in the middle of a cell: the mean of its corners. */
const midOf = (ends: Grid2, a: number, b: number): number =>
  (ends[a]![b]! + ends[a + 1]![b]! + ends[a]![b + 1]! + ends[a + 1]![b + 1]!) / 4;

/** Takes out the effects of first order that are left in the sums, each accumulated over the rows of its intervals, and the mean over the rows. */
function centred(sums: Grid2, counts: Grid2): Grid2 {
  const first = mainEffect(sums, counts);
  const second = mainEffect(turned(sums), turned(counts));
  const bare = sums.map((line, a) => line.map((value, b) => value - first[a]! - second[b]!));
  let [total, rows] = [0, 0];
  counts.forEach((line, a) =>
    line.forEach((count, b) => {
      total += count * midOf(bare, a, b);
      rows += count;
    })
  );
  return bare.map((line) => line.map((value) => value - total / rows));
}

const turned = (grid: Grid2): Grid2 => grid[0]!.map((_, b) => grid.map((line) => line[b]!));

/** The mean change along the first way within each of its intervals, both ends of the second way counting half, added up. */
function mainEffect(sums: Grid2, counts: Grid2): number[] {
  const effect = [0];
  counts.forEach((line, a) => {
    let [total, rows] = [0, 0];
    line.forEach((count, b) => {
      total += (count * (sums[a + 1]![b]! - sums[a]![b]! + sums[a + 1]![b + 1]! - sums[a]![b + 1]!)) / 2;
      rows += count;
    });
    effect.push(effect[a]! + (rows > 0 ? total / rows : 0));
  });
  return effect;
}
