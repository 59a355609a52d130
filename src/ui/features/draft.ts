import type { Dataset, RecipeStep, StepEffect, StepInfo } from '../../app/lathe-api.ts';
import { reachesModel, kindOf } from '../../core/schema.ts';

/** A column at some place of the recipe. */
export interface Standing {
  readonly name: string;
  readonly kind: string;
}

/** The columns a recipe begins with: the features as they were imported. */
export const featureColumns = (dataset: Pick<Dataset, 'columns'>, target: string | undefined): Standing[] =>
  dataset.columns.filter((column) => reachesModel(column, target)).map(({ name, type }) => ({ name, kind: kindOf(type) }));

/** The columns that stand before step `place`, as far as the effects are known. */
export function columnsBefore(start: readonly Standing[], effects: readonly StepEffect[], place: number): Standing[] {
  let standing = [...start];
  for (const { before, after } of effects.slice(0, place)) {
    const gone = new Set(before.map(({ name }) => name));
    const came = after.filter(({ name }) => !standing.some((column) => column.name === name && !gone.has(name)));
    standing = [...standing.filter(({ name }) => !gone.has(name)), ...came.map(({ name, kind }) => ({ name, kind }))];
  }
  return standing;
}

/** Those of them a kind of step can take. */
export const acceptable = (columns: readonly Standing[], kind: Pick<StepInfo, 'accepts'>): Standing[] =>
  columns.filter((column) => kind.accepts.includes(column.kind));

export const moved = (steps: readonly RecipeStep[], from: number, to: number): RecipeStep[] => {
  const rest = steps.filter((_, i) => i !== from);
  return [...rest.slice(0, to), steps[from]!, ...rest.slice(to)];
};

export const without = (steps: readonly RecipeStep[], place: number): RecipeStep[] => steps.filter((_, i) => i !== place);

export const replaced = (steps: readonly RecipeStep[], place: number, step: RecipeStep): RecipeStep[] =>
  steps.map((old, i) => (i === place ? step : old));

/** Whether two recipes do the same; parameters that are not set count as none. */
export const isSameRecipe = (a: readonly RecipeStep[], b: readonly RecipeStep[]): boolean =>
  JSON.stringify(a.map(plain)) === JSON.stringify(b.map(plain));

const plain = ({ kind, columns, params = {} }: RecipeStep) => [kind, [...columns], Object.entries(params).sort()];
