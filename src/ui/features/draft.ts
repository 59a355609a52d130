import type { RecipeStep } from '../../core/recipe.ts';
import type { Dataset } from '../../app/api/data.ts';
import type { StepEffect, StepInfo } from '../../app/api/preparing.ts';
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

/**
 * The steps with one more: at the end, but what makes up rows stands before the first that makes columns of levels, for it has to see the levels themselves.
 * Places of levels in an order are numbers that a row can lie between.
 */
export function added(steps: readonly RecipeStep[], step: RecipeStep, kind: Pick<StepInfo, 'about'>): RecipeStep[] {
  const place = kind.about === 'rows' ? steps.findIndex((other) => other.kind === 'one-hot') : -1;
  return place < 0 ? [...steps, step] : [...steps.slice(0, place), step, ...steps.slice(place)];
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

/** Whether what was read back are steps; whether they fit the data, the preview will say. */
export const isSteps = (value: unknown): value is readonly RecipeStep[] =>
  Array.isArray(value) &&
  value.every(
    (step: unknown) =>
      typeof step === 'object' &&
      step !== null &&
      'kind' in step &&
      typeof step.kind === 'string' &&
      'columns' in step &&
      Array.isArray(step.columns)
  );

/** Parameters after a change: a formula that was changed by hand is not the stored feature any more. */
export function ownFormula(before: RecipeStep['params'], after: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { stored, ...own } = after;
  return stored === undefined || after['expression'] === before?.['expression'] ? { ...after } : own;
}
