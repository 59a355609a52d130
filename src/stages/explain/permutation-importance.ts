import { pause, type WorkContext } from '../../core/context.ts';
import { columnNotFound, tooFewRows } from '../../core/errors/tables.ts';
import type { Metric, Outcome } from '../../core/outcome.ts';
import { type Rng, shuffled } from '../../core/rng.ts';
import { deviation, mean } from '../../core/stats.ts';
import { allRows, findColumn, gatherColumn, type Table, withColumns } from '../../core/table.ts';
import { tQuantile } from '../../kernels/distributions.ts';

export interface ImportanceRequest {
  /** The whole scorer, recipe and all, on original columns: what the rows of a table come out as beside their answers. */
  readonly score: (table: Table) => Outcome | Promise<Outcome>;
  /** Rows the model has not learned from, original columns. */
  readonly table: Table;
  /** Columns to shuffle, alone or in groups that are shuffled together (see `correlatedGroups`). */
  readonly columns: readonly (string | readonly string[])[];
  /** Of columns that are shuffled alone: the cell of each row within which that is done (see `conditionalCells`); among all rows where there is none. */
  readonly within?: ReadonlyMap<string, Int32Array>;
  readonly repeats?: number;
  readonly metric: { readonly id: string; readonly higherIsBetter: boolean; readonly valueOf: (outcome: Outcome) => number };
  readonly rng: Rng;
  readonly context: WorkContext;
}

export interface ColumnImportance {
  readonly columns: readonly string[];
  /** How much worse the metric gets without what the columns say; around 0 for a column the model does not use. */
  readonly drop: Metric;
  /** Standard deviation over the shuffles. */
  readonly deviation: number;
  readonly drops: readonly number[];
}

export interface Importance {
  readonly metric: string;
  /** The metric on the rows as they are. */
  readonly base: number;
  /** Most important first. */
  readonly columns: readonly ColumnImportance[];
}

/**
 * What each column is worth to a model: the loss in a metric when its values are shuffled among the rows. A column can look unimportant because
 * another says the same: give correlated ones as one group, or shuffle within cells to see what a column says beyond the others. The interval is Student's over the shuffles, on these rows.
 * Source: Breiman (2001), "Random forests"; Fisher, Rudin & Dominici (2019) for shuffling through the whole model.
 * @throws LatheError `too-few-rows` below 2 rows, `column-not-found`
 */
export async function permutationImportance(request: ImportanceRequest): Promise<Importance> {
  const { table, metric, context } = request;
  const repeats = request.repeats ?? 10;
  if (table.rows < 2) throw tooFewRows(table.rows, 2, 'Permutation importance');
  const groups = request.columns.map((entry) => (typeof entry === 'string' ? [entry] : entry));
  for (const name of groups.flat()) if (!findColumn(table, name)) throw columnNotFound(name, table.columns.map((column) => column.name)); // prettier-ignore
  const base = metric.valueOf(await request.score(table));
  const columns: ColumnImportance[] = [];
  for (const [i, names] of groups.entries()) {
    const drops: number[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      await pause(context);
      context.onProgress((i + repeat / repeats) / groups.length, names.join(', '));
      const value = metric.valueOf(await request.score(shuffleColumns(table, names, orderOfShuffle(request, names))));
      drops.push(metric.higherIsBetter ? base - value : value - base);
    }
    columns.push({ columns: names, drop: summarise(drops, table.rows), deviation: deviation(drops), drops });
  }
  context.onProgress(1);
  return { metric: metric.id, base, columns: columns.sort((a, b) => b.drop.value - a.drop.value) };
}

function orderOfShuffle({ table, within, rng }: ImportanceRequest, names: readonly string[]): Uint32Array {
  const cellOf = names.length === 1 ? within?.get(names[0]!) : undefined;
  return cellOf ? shuffledWithin(cellOf, rng) : shuffled(allRows(table.rows), rng);
}

/** A shuffle that leaves each row in its cell. */
function shuffledWithin(cellOf: Int32Array, rng: Rng): Uint32Array {
  const order = allRows(cellOf.length);
  const cells = new Map<number, number[]>();
  cellOf.forEach((cell, row) => {
    const rows = cells.get(cell);
    if (rows) rows.push(row);
    else cells.set(cell, [row]);
  });
  for (const rows of cells.values()) shuffled(Uint32Array.from(rows), rng).forEach((from, i) => (order[rows[i]!] = from));
  return order;
}

const shuffleColumns = (table: Table, names: readonly string[], order: Uint32Array): Table =>
  withColumns(
    table,
    names.map((name) => gatherColumn(findColumn(table, name)!, order))
  );

function summarise(drops: readonly number[], rows: number): Metric {
  const value = mean(drops);
  const half = drops.length > 1 ? (tQuantile(0.975, drops.length - 1) * deviation(drops)) / Math.sqrt(drops.length) : NaN;
  const method = drops.length > 1 ? `t over ${drops.length} shuffles` : 'none: one shuffle';
  return { value, low: value - half, high: value + half, method, n: rows };
}
