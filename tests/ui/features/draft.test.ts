import { describe, expect, test } from 'vitest';
import type { RecipeStep } from '../../../src/core/recipe.ts';
import type { ColumnGlance, StepEffect } from '../../../src/app/api/preparing.ts';
import {
  acceptable,
  added,
  columnsBefore,
  featureColumns,
  isSameRecipe,
  moved,
  replaced,
  without
} from '../../../src/ui/features/draft.ts';

const glance = (name: string, kind: string): ColumnGlance => ({
  name,
  kind,
  missing: 0,
  mean: null,
  deviation: null,
  levels: null,
  shape: null,
  value: null
});
const effect = (before: ColumnGlance[], after: ColumnGlance[]): StepEffect => ({
  kind: 'one-hot',
  before,
  after,
  columnsBefore: 2,
  rowsBefore: 0,
  rowsAfter: 0,
  columnsAfter: 3,
  notes: []
});
const steps: RecipeStep[] = [
  { kind: 'impute', columns: [] },
  { kind: 'scale', columns: [] },
  { kind: 'one-hot', columns: ['sex'] }
];

describe('columns that stand at a place of the recipe', () => {
  const start = [
    { name: 'mass', kind: 'number' },
    { name: 'sex', kind: 'category' }
  ];
  const effects = [effect([glance('sex', 'category')], [glance('sex = F', 'number'), glance('sex = M', 'number')])];

  test('before the first step they are the features as imported', () => {
    expect(columnsBefore(start, effects, 0)).toEqual(start);
  });

  test('after a step its columns are replaced by what came of them', () => {
    expect(columnsBefore(start, effects, 1).map(({ name }) => name)).toEqual(['mass', 'sex = F', 'sex = M']);
  });

  test('a step that keeps its columns leaves each in it once', () => {
    const scaled = [effect([glance('mass', 'number')], [glance('mass', 'number')])];
    expect(columnsBefore(start, scaled, 1).map(({ name }) => name)).toEqual(['sex', 'mass']);
  });

  test('a kind of step is offered only what it accepts', () => {
    expect(acceptable(start, { accepts: ['category'] })).toEqual([{ name: 'sex', kind: 'category' }]);
  });

  test('the target, ids and ignored columns are no features', () => {
    const column = (name: string, role: 'feature' | 'id', type: 'integer' | 'text' = 'integer') => ({
      name,
      type,
      role,
      missing: 0,
      distinct: 3
    });
    const columns = [column('mass', 'feature'), column('species', 'feature', 'text'), column('row', 'id')];
    expect(featureColumns({ columns }, 'species')).toEqual([{ name: 'mass', kind: 'number' }]);
  });
});

describe('a draft', () => {
  test('moves a step up and down', () => {
    expect(moved(steps, 2, 0).map(({ kind }) => kind)).toEqual(['one-hot', 'impute', 'scale']);
    expect(moved(steps, 0, 1).map(({ kind }) => kind)).toEqual(['scale', 'impute', 'one-hot']);
  });

  test('takes out and replaces one step and leaves the rest and the original alone', () => {
    expect(without(steps, 1)).toHaveLength(2);
    expect(replaced(steps, 1, { kind: 'drop', columns: ['mass'] })[1]?.kind).toBe('drop');
    expect(steps).toHaveLength(3);
  });

  test('is the same recipe whatever the order of its parameters', () => {
    const a = [{ kind: 'impute', columns: [], params: { strategy: 'mean', indicator: true } }];
    const b = [{ kind: 'impute', columns: [], params: { indicator: true, strategy: 'mean' } }];
    expect(isSameRecipe(a, b)).toBe(true);
    expect(isSameRecipe(a, [{ kind: 'impute', columns: ['mass'], params: { strategy: 'mean', indicator: true } }])).toBe(false);
    expect(isSameRecipe(steps, moved(steps, 0, 1))).toBe(false);
  });
});

test('what makes up rows is put before the step that makes columns of levels, behind the one that fills gaps; other steps at the end', () => {
  const kinds = (steps: readonly { kind: string }[]) => steps.map(({ kind }) => kind);
  const steps = ['impute', 'scale', 'one-hot'].map((kind) => ({ kind, columns: [] }));
  expect(kinds(added(steps, { kind: 'smote', columns: [] }, { about: 'rows' }))).toEqual(['impute', 'scale', 'smote', 'one-hot']);
  const ordered = ['ordinal', 'impute', 'scale', 'one-hot'].map((kind) => ({ kind, columns: [] }));
  expect(kinds(added(ordered, { kind: 'smote', columns: [] }, { about: 'rows' }))).toEqual([
    'ordinal',
    'impute',
    'scale',
    'smote',
    'one-hot'
  ]);
  expect(kinds(added(steps.slice(0, 2), { kind: 'smote', columns: [] }, { about: 'rows' }))).toEqual(['impute', 'scale', 'smote']);
  expect(kinds(added(steps, { kind: 'drop', columns: [] }, { about: 'columns' }))).toEqual(['impute', 'scale', 'one-hot', 'drop']);
});
