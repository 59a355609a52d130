import { pause, type SeededContext } from '../../core/context.ts';
import { columnKindMismatch, columnNotFound } from '../../core/errors.ts';
import { note, type Note } from '../../core/note.ts';
import { resolveParams } from '../../core/params.ts';
import type { FittedStep, RecipeStep } from '../../core/recipe.ts';
import { findColumn, type Column, type Table } from '../../core/table.ts';
import type { Target } from '../../core/target.ts';
import { stepAppliers } from '../../predict/step-registry.ts';
import { stepTypes } from './registry.ts';
import type { StepType } from './step-type.ts';

export interface RecipeContext extends SeededContext {
  /** The answers of the same rows; null or absent when there are none. */
  readonly target?: Target | null;
}

export interface FittedRecipe {
  readonly fitted: readonly FittedStep[];
  /** The training rows after the last step. */
  readonly table: Table;
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
  let current = table;
  for (const [i, step] of steps.entries()) {
    await pause(context);
    const next = fitStep(step, current, context, (code, message) => notes.push(note(code, message)));
    current = stepAppliers.get(step.kind).apply(current, next.columns, next.state);
    fitted.push(next);
    context.onProgress((i + 1) / steps.length);
  }
  return { fitted, table: current, notes };
}

/** Fits one step on the table as it stands before it. Throws as `fitRecipe` does. */
export function fitStep(step: RecipeStep, table: Table, context: RecipeContext, tell: (code: string, message: string) => void): FittedStep {
  const type = stepTypes.get(step.kind);
  const params = resolveParams(type.label, type.params, step.params);
  const columns = chooseColumns(type, step.columns, table);
  const state = type.fit(table, columns, params, { target: context.target ?? null, rng: context.rng, tell });
  return { kind: step.kind, columns: columns.map((column) => column.name), state };
}

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
