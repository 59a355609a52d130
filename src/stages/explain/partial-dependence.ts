import { pause, type WorkContext } from '../../core/context.ts';
import { tooFewRows } from '../../core/errors/tables.ts';
import { type Rng, shuffled } from '../../core/rng.ts';
import { mean, quantile } from '../../core/stats.ts';
import { allRows, gather, type Table, withColumns } from '../../core/table.ts';
import { columnOf, constantColumn, gridOf, type GridValue } from './vary.ts';

/** One number per row of a table: the probability of the class looked at, or the predicted number. */
export type PredictRows = (table: Table) => Float64Array | Promise<Float64Array>;

export interface DependenceRequest {
  readonly predict: PredictRows;
  /** Original columns. */
  readonly table: Table;
  readonly column: string;
  readonly grid?: readonly GridValue[];
  /** Rows averaged over; drawn at random when there are more. */
  readonly mostRows?: number;
  /** Rows whose own curves are kept. */
  readonly mostCurves?: number;
  readonly rng: Rng;
  readonly context: WorkContext;
}

export interface Dependence {
  readonly column: string;
  readonly grid: readonly GridValue[];
  /** Mean prediction with every row's column set to each value of the grid. */
  readonly average: readonly number[];
  /** Between these lie the predictions of the middle 80 % of the rows. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Individual curves, [row][grid], and the rows of the table they belong to. */
  readonly curves: readonly (readonly number[])[];
  readonly curveRows: readonly number[];
  readonly rows: number;
}

/**
 * How a model's answer moves with one column, all else as it is: on average (partial dependence) and for single rows (ICE). Where columns go
 * together it also asks the model about rows that can't be; a wide band between the curves says that the column's effect hangs on others.
 * Sources: Friedman (2001), "Greedy function approximation"; Goldstein et al. (2015), "Peeking inside the black box".
 * @throws LatheError `too-few-rows` for none, `column-not-found`, `column-not-varied`
 */
export async function partialDependence(request: DependenceRequest): Promise<Dependence> {
  const { table, column: name, context } = request;
  if (table.rows === 0) throw tooFewRows(0, 1, 'Partial dependence');
  const grid = request.grid ?? gridOf(table, name);
  const rows = shuffled(allRows(table.rows), request.rng).slice(0, request.mostRows ?? 500).sort(); // prettier-ignore
  const sample = gather(table, rows);
  const column = columnOf(sample, name);
  const answers: Float64Array[] = [];
  for (const [i, value] of grid.entries()) {
    await pause(context);
    context.onProgress(i / grid.length);
    answers.push(await request.predict(withColumns(sample, [constantColumn(column, value, rows.length)])));
  }
  const kept = Math.min(rows.length, request.mostCurves ?? 50);
  const shown = Array.from({ length: kept }, (_, i) => Math.floor((i * rows.length) / kept));
  return {
    column: name,
    grid,
    average: answers.map((answer) => mean(answer)),
    low: answers.map((answer) => quantile(answer, 0.1)),
    high: answers.map((answer) => quantile(answer, 0.9)),
    curves: shown.map((row) => answers.map((answer) => answer[row]!)),
    curveRows: shown.map((row) => rows[row]!),
    rows: rows.length
  };
}
