import { pause, type SeededContext } from '../../core/context.ts';
import { columnKindMismatch } from '../../core/errors/packaging.ts';
import { rowsMadeAlready, rowsNeedClasses } from '../../core/errors/preparing.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import { gatherKinship, joinKinships, type Kinship } from '../../core/kinship.ts';
import { note, type Note } from '../../core/note.ts';
import { resolveParams } from '../../core/params.ts';
import type { FittedStep, RecipeStep } from '../../core/recipe.ts';
import { findColumn, type Column, type Table } from '../../core/table.ts';
import type { Target } from '../../core/target.ts';
import { stepAppliers } from '../../predict/step-registry.ts';
import { basesOf, type MadeRows } from '../../core/made-rows.ts';
import { stepTypes } from './registry.ts';
import { rowSteps } from './rows/registry.ts';
import type { RowsAndMade, RowsToLearnFrom } from './rows/row-step-type.ts';
import type { StepContext, StepType } from './step-type.ts';

export interface RecipeContext extends SeededContext {
  /** The answers of the same rows; null or absent when there are none. */
  readonly target?: Target | null;
  /** How much each row counts, where rows do not all count 1. */
  readonly weights?: Float64Array | null;
  /** How the rows belong together, where the division says so. */
  readonly kinship?: Kinship | null;
}

export interface FittedRecipe {
  readonly fitted: readonly FittedStep[];
  /** The training rows after the last step, those that a step made up behind them. */
  readonly table: Table;
  /** Of the same rows. */
  readonly target: Target | null;
  readonly weights: Float64Array | null;
  readonly made: MadeRows | null;
  readonly notes: readonly Note[];
}

/**
 * Fits a recipe step by step, each on what the steps before it made.
 * @param table training rows only, feature columns only: whatever is in it is learned from
 * @throws LatheError `unknown-id` (a step of no known kind), `column-not-found`, `column-kind-mismatch`, `param-out-of-range`, `unknown-param`
 */
export async function fitRecipe(steps: readonly RecipeStep[], table: Table, context: RecipeContext): Promise<FittedRecipe> {
  const fitted: FittedStep[] = [];
  const notes: Note[] = [];
  let current: RecipeRows = { table, target: context.target ?? null, weights: context.weights ?? null, made: null };
  for (const [i, step] of steps.entries()) {
    await pause(context);
    const tell = (code: string, message: string) => notes.push(note(code, message));
    if (rowSteps.find(step.kind)) current = await makeRows(step, current, context, tell);
    else {
      const next = await fitStep(step, current, context, tell);
      current = { ...current, table: next.table };
      fitted.push(next.fitted);
    }
    context.onProgress((i + 1) / steps.length);
  }
  return { fitted, ...current, notes };
}

/** Training rows on their way through a recipe. */
export interface RecipeRows {
  readonly table: Table;
  readonly target: Target | null;
  readonly weights: Float64Array | null;
  readonly made: MadeRows | null;
}

/**
 * The rows with those that the step makes up; the same where it makes none.
 * @throws LatheError `rows-need-classes` without classes to learn, `rows-made-already` by a second such step, and what the step throws
 */
export async function makeRows(
  step: RecipeStep,
  rows: RecipeRows,
  context: RecipeContext,
  tell: (code: string, message: string) => void
): Promise<RecipeRows> {
  const type = rowSteps.get(step.kind);
  const params = resolveParams(type.label, type.params, step.params);
  if (!rows.target) throw rowsNeedClasses(type.label);
  if (rows.made) throw rowsMadeAlready(type.label);
  const from: RowsToLearnFrom = { table: rows.table, target: rows.target, weights: rows.weights };
  const made: RowsAndMade | null = await type.make(from, params, { ...context, onProgress: () => undefined, tell });
  return made ?? rows;
}

/** A fitted step, and the training rows behind it. */
interface FitOfStep {
  readonly fitted: FittedStep;
  readonly table: Table;
}

/** Fits one step on the rows as they stand before it. Throws as `fitRecipe` does. */
export async function fitStep(step: RecipeStep, rows: RecipeRows, context: RecipeContext, tell: StepContext['tell']): Promise<FitOfStep> {
  const type = stepTypes.get(step.kind);
  const params = resolveParams(type.label, type.params, step.params);
  const { table, target, made } = rows;
  const columns = chooseColumns(type, step.columns, table);
  const inner: StepContext = {
    ...context,
    onProgress: () => undefined,
    target,
    made,
    kinship: kinshipWith(made, context.kinship ?? null),
    rng: context.rng,
    tell
  };
  const state = await type.fit(table, columns, params, inner);
  const names = columns.map((column) => column.name);
  const after = type.ofTrainingRows
    ? type.ofTrainingRows(table, columns, params, state, inner)
    : stepAppliers.get(step.kind).apply(table, names, state);
  return { fitted: { kind: step.kind, columns: names, state }, table: after };
}

const kinshipWith = (made: MadeRows | null, kinship: Kinship | null): Kinship | null =>
  made && kinship ? joinKinships([kinship, gatherKinship(kinship, basesOf(made))]) : kinship;

/**
 * The columns a step is about, in the order of the table: all it accepts when it names none. A step that drops must say what: for it none
 * means none.
 */
function chooseColumns(type: StepType, names: readonly string[], table: Table): readonly Column[] {
  if (names.length === 0) return type.turnsInto === 'gone' ? [] : table.columns.filter((column) => type.accepts.includes(column.kind));
  const wanted = new Set<Column>();
  for (const name of names) {
    const column = findColumn(table, name);
    if (!column)
      throw columnNotFound(
        name,
        table.columns.map((known) => known.name)
      );
    if (!type.accepts.includes(column.kind)) throw columnKindMismatch(type.label, name, column.kind, type.accepts);
    wanted.add(column);
  }
  return table.columns.filter((column) => wanted.has(column));
}
