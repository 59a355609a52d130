import { partOf, pause, type WorkContext } from '../../core/context.ts';
import { columnNotVaried, sameColumnTwice } from '../../core/errors/judging.ts';
import { tooFewRows } from '../../core/errors/tables.ts';
import type { Metric } from '../../core/outcome.ts';
import type { Rng } from '../../core/rng.ts';
import { quantileSorted } from '../../core/stats.ts';
import { gather, type NumberColumn, type Table, type TimeColumn, withColumns } from '../../core/table.ts';
import { bootstrapInterval, wilson } from '../../kernels/intervals.ts';
import { resample } from '../../kernels/resample.ts';
import { columnOf } from './vary.ts';

/** What a model says of each row of a table. */
export interface FieldAnswers {
  /** The probability of the class looked at, or the number. */
  readonly values: Float64Array;
  /** The class it is given, by its code; null for numbers. */
  readonly codes: Int32Array | null;
}

export interface FieldRequest {
  readonly answer: (table: Table) => Promise<FieldAnswers>;
  /** Rows that say how far the columns go, and that are held against the field. */
  readonly table: Table;
  /** The row that all other columns are taken from, alone. */
  readonly row: Table;
  /** Two numbers or times, across and upwards. */
  readonly columns: readonly [string, string];
  /** Cells each way. */
  readonly cells?: number;
  readonly rng: Rng;
  readonly context: WorkContext;
}

export interface DecisionField {
  readonly columns: readonly [string, string];
  /** Ends of the cells of either column, ascending. */
  readonly grids: readonly [readonly number[], readonly number[]];
  /** What is said in the middle of each cell: [across][upwards]. */
  readonly values: readonly (readonly number[])[];
  readonly codes: readonly (readonly number[])[] | null;
  /** Where the row stands; null where it has no value. */
  readonly at: readonly [number | null, number | null];
  /** Rows of the table within the field, by their places, and the cell each lies in. */
  readonly rows: readonly number[];
  readonly cellOf: readonly (readonly [number, number])[];
  /** Share of those rows of which the field, with the other columns of the one row, says what the model says of the row itself. Of numbers the share of their variance. */
  readonly agreement: Metric;
}

/** Resamples of the rows, for the interval of a share of variance. */
const REPLICATES = 400;

/**
 * What a model says over two columns while all others stay as one row has them. The field spans the middle 98 % of the table and the row. A row of the table
 * lies on it by its two values alone, so the field need not say of it what the model says: how often it does tells how much of the model the picture shows.
 * @throws LatheError `column-not-varied`, `column-not-found`, `same-column-twice`, `too-few-rows` where no row has both values
 */
export async function decisionField(request: FieldRequest): Promise<DecisionField> {
  const { answer, table, row, columns: names, cells = 24, context } = request;
  if (names[0] === names[1]) throw sameColumnTwice(names[0]);
  const own = names.map((name) => measured(row, name).values[0]!);
  const given = names.map((name) => measured(table, name));
  const both = Array.from({ length: table.rows }, (_, i) => i).filter((i) => given.every(({ values }) => !Number.isNaN(values[i])));
  if (both.length < 2) throw tooFewRows(both.length, 2, 'A field of two columns');
  const grids = given.map(({ values }, j) => endsOf(both.map((i) => values[i]!), own[j]!, cells)) as [number[], number[]]; // prettier-ignore
  await pause(context);
  const field = await answer(fieldTable(row, names, grids));
  context.onProgress(0.6);
  const placed = both.flatMap((i) => {
    const [across, up] = given.map(({ values }, j) => cellIn(grids[j]!, values[i]!));
    return across === null || up === null ? [] : [{ row: i, cell: [across!, up!] as const }];
  });
  const told = await answer(gather(table, placed.map(({ row: i }) => i))); // prettier-ignore
  const size = grids[1].length - 1;
  const at = placed.map(({ cell: [across, up] }) => across * size + up);
  context.onProgress(0.9);
  return {
    columns: names,
    grids,
    values: folded(field.values, size),
    codes: field.codes && folded(field.codes, size),
    at: own.map((value) => (Number.isNaN(value) ? null : value)) as [number | null, number | null],
    rows: placed.map(({ row: i }) => i),
    cellOf: placed.map(({ cell }) => cell),
    agreement: await agreementOf(request, field, told, at)
  };
}

function measured(table: Table, name: string): NumberColumn | TimeColumn {
  const column = columnOf(table, name);
  if (column.kind !== 'number' && column.kind !== 'time') throw columnNotVaried(name, column.kind);
  return column;
}

/** Even cells over the middle 98 % of the values, and over the row's own. Where all are the same a cell stands on either side. */
function endsOf(values: readonly number[], own: number, cells: number): number[] {
  const sorted = Float64Array.from(values).sort();
  const low = Math.min(quantileSorted(sorted, 0.01), Number.isNaN(own) ? Infinity : own);
  const high = Math.max(quantileSorted(sorted, 0.99), Number.isNaN(own) ? -Infinity : own);
  const wide = high > low ? 0 : Math.abs(low) || 1;
  const [from, to] = [low - wide / 2, high + wide / 2];
  return Array.from({ length: cells + 1 }, (_, i) => (i === cells ? to : from + ((to - from) * i) / cells));
}

/** The cell a value lies in; null beyond the field. */
function cellIn(ends: readonly number[], value: number): number | null {
  if (value < ends[0]! || value > ends.at(-1)!) return null;
  const width = ends.at(-1)! - ends[0]!;
  return Math.min(ends.length - 2, Math.floor(((value - ends[0]!) / width) * (ends.length - 1)));
}

/** The row in the middle of each cell, upwards first. */
function fieldTable(row: Table, names: readonly [string, string], grids: readonly [readonly number[], readonly number[]]): Table {
  const [across, up] = grids.map((ends) => ends.slice(1).map((end, i) => (end + ends[i]!) / 2)) as [number[], number[]];
  const count = across.length * up.length;
  const copies = gather(row, new Uint32Array(count));
  const valueAt = [(i: number) => across[Math.floor(i / up.length)]!, (i: number) => up[i % up.length]!];
  return withColumns(
    copies,
    names.map((name, j) => ({ ...measured(row, name), values: Float64Array.from({ length: count }, (_, i) => valueAt[j]!(i)) }))
  );
}

const folded = (values: ArrayLike<number>, size: number): number[][] =>
  Array.from({ length: values.length / size }, (_, i) => Array.from({ length: size }, (__, j) => values[i * size + j]!));

/** @param at the place in the field of each row that was told of */
async function agreementOf(
  { rng, context }: FieldRequest,
  field: FieldAnswers,
  told: FieldAnswers,
  at: readonly number[]
): Promise<Metric> {
  const n = at.length;
  if (field.codes && told.codes) {
    const same = at.filter((place, i) => field.codes![place] === told.codes![i]).length;
    return { value: n > 0 ? same / n : NaN, ...wilson(same, n), n };
  }
  const seen = at.map((place) => field.values[place]!);
  const scores = (weights: Float64Array) => [accountedFor(told.values, seen, weights)];
  const value = scores(new Float64Array(n).fill(1))[0]!;
  const drawn = await resample({ rows: n, weights: null, replicates: REPLICATES, scores, rng, context: partOf(context, 0.9, 1) });
  return { value, ...bootstrapInterval({ value, replicates: drawn.replicates[0]!, jackknife: drawn.jackknife[0]!, n }), n };
}

/** Share of the weighted variance of some values that others account for; below 0 where they are worse than the mean. */
function accountedFor(values: Float64Array, others: readonly number[], weights: Float64Array): number {
  let [weight, total] = [0, 0];
  weights.forEach((own, i) => {
    weight += own;
    total += own * values[i]!;
  });
  let [all, missed] = [0, 0];
  weights.forEach((own, i) => {
    all += own * (values[i]! - total / weight) ** 2;
    missed += own * (values[i]! - others[i]!) ** 2;
  });
  return all > 0 ? 1 - missed / all : NaN;
}
