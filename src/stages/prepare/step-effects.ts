import { pause } from '../../core/context.ts';
import { note, type Note } from '../../core/note.ts';
import type { RecipeStep } from '../../core/recipe.ts';
import { isMissing, textAt, type Column, type Table } from '../../core/table.ts';
import { timeText } from '../../core/time-text.ts';
import { countLevels, deviation, mean, present } from './column-statistics.ts';
import { fitStep, makeRows, type RecipeContext, type RecipeRows } from './fit-recipe.ts';
import { rowSteps } from './rows/registry.ts';

/** A value as a screen shows it; times as ISO 8601 text, images as their size. */
export type ShownValue = string | number | null;

/** A column in a few numbers; `mean` and `deviation` for numbers only, `levels` for categories only. */
export interface ColumnGlance {
  readonly name: string;
  readonly kind: Column['kind'];
  readonly missing: number;
  readonly mean: number | null;
  readonly deviation: number | null;
  readonly levels: number | null;
  /** Rows in equal bins from the smallest number or time to the largest, or of the commonest levels; null where there is nothing to tell apart. */
  readonly shape: readonly number[] | null;
}

export interface StepEffect {
  readonly kind: string;
  /** The columns the step is about, before it and after it, with the values of the one row. */
  readonly before: readonly (ColumnGlance & { readonly value: ShownValue })[];
  readonly after: readonly (ColumnGlance & { readonly value: ShownValue })[];
  /** How many columns there are in all. */
  readonly columnsBefore: number;
  readonly columnsAfter: number;
  /** How many training rows there are. */
  readonly rowsBefore: number;
  readonly rowsAfter: number;
  readonly notes: readonly Note[];
}

/**
 * What each step of a recipe does to its columns and to one row, for the screen that shows a recipe as a graph.
 * @param table training rows, feature columns
 * @param row a row of `table`
 * @throws LatheError as `fitRecipe` does
 */
export async function stepEffects(steps: readonly RecipeStep[], table: Table, row: number, context: RecipeContext): Promise<StepEffect[]> {
  const effects: StepEffect[] = [];
  let current: RecipeRows = { table, target: context.target ?? null, weights: context.weights ?? null, made: null };
  for (const [i, step] of steps.entries()) {
    await pause(context);
    const notes: Note[] = [];
    const { rows, names } = await oneStep(step, current, context, notes);
    effects.push(effectOf(step.kind, current.table, rows.table, names, row, notes));
    current = rows;
    context.onProgress((i + 1) / steps.length);
  }
  return effects;
}

/** The rows after the step, and the columns it was about: none where it was about rows. */
async function oneStep(step: RecipeStep, rows: RecipeRows, context: RecipeContext, notes: Note[]) {
  const tell = (code: string, message: string) => notes.push(note(code, message));
  if (rowSteps.find(step.kind)) return { rows: await makeRows(step, rows, context, tell), names: [] };
  const { fitted, table } = await fitStep(step, rows, context, tell);
  return { rows: { ...rows, table }, names: fitted.columns };
}

function effectOf(kind: string, before: Table, after: Table, names: readonly string[], row: number, notes: readonly Note[]): StepEffect {
  const meant = new Set(names);
  const untouched = new Set(before.columns.filter((column) => !meant.has(column.name)).map(({ name }) => name));
  const show = (column: Column) => ({ ...glance(column), value: shownValue(column, row) });
  return {
    kind,
    before: before.columns.filter((column) => meant.has(column.name)).map(show),
    after: after.columns.filter(({ name }) => !untouched.has(name)).map(show),
    columnsBefore: before.columns.length,
    columnsAfter: after.columns.length,
    rowsBefore: before.rows,
    rowsAfter: after.rows,
    notes
  };
}

function glance(column: Column): ColumnGlance {
  const base = { name: column.name, kind: column.kind, missing: gapsOf(column), mean: null, deviation: null, levels: null, shape: null };
  if (column.kind === 'category') {
    const counts = countLevels(column).filter((count) => count > 0);
    return { ...base, levels: counts.length, shape: counts.length < 2 ? null : [...counts].sort((a, b) => b - a).slice(0, BINS) };
  }
  if (column.kind === 'text' || column.kind === 'image') return base;
  const values = present(column.values);
  const shape = binned(values);
  if (column.kind === 'time' || values.length === 0) return { ...base, shape };
  const center = mean(values);
  return { ...base, mean: center, deviation: deviation(values, center), shape };
}

const BINS = 24;

/** @param sorted ascending */
function binned(sorted: Float64Array): number[] | null {
  const low = sorted[0] ?? NaN;
  const range = (sorted.at(-1) ?? NaN) - low;
  if (!(range > 0 && range < Infinity)) return null;
  const counts = new Array<number>(BINS).fill(0);
  for (const value of sorted) counts[Math.min(BINS - 1, Math.floor(((value - low) / range) * BINS))]!++;
  return counts;
}

function gapsOf(column: Column): number {
  if (column.kind === 'image') return 0;
  const rows = column.kind === 'text' ? column.missing.length : column.kind === 'category' ? column.codes.length : column.values.length;
  let count = 0;
  for (let i = 0; i < rows; i++) if (isMissing(column, i)) count++;
  return count;
}

function shownValue(column: Column, row: number): ShownValue {
  if (isMissing(column, row)) return null;
  switch (column.kind) {
    case 'number':
      return column.values[row] ?? null;
    case 'time':
      return timeText(column.values[row]!, column.zone);
    case 'category':
      return column.labels[column.codes[row]!] ?? null;
    case 'text':
      return textAt(column, row);
    case 'image':
      return `${column.width} by ${column.height} pixels`;
  }
}
