import type { FittedStep } from '../core/recipe.ts';
import type { Table } from '../core/table.ts';
import { stepAppliers } from './step-registry.ts';

/**
 * Looks the steps up once, so that applying them to a row costs nothing but the steps.
 * @throws LatheError `unknown-id` when a step is of no known kind
 */
export function compileRecipe(steps: readonly FittedStep[]): (table: Table) => Table {
  const compiled = steps.map((step) => ({ step, apply: stepAppliers.get(step.kind).apply }));
  return (table) => {
    let current = table;
    for (const { step, apply } of compiled) current = apply(current, step.columns, step.state);
    return current;
  };
}

/**
 * What the fitted steps make of a table; the table itself stays as it is.
 * @throws LatheError `unknown-id`, `column-not-found`, `column-kind-mismatch`
 */
export const applyRecipe = (steps: readonly FittedStep[], table: Table): Table => compileRecipe(steps)(table);
