import { describe, expect, test } from 'vitest';
import type { RecipeStep } from '../../../src/core/recipe.ts';
import { createRng } from '../../../src/core/rng.ts';
import type { StepChange } from '../../../src/core/run-diff.ts';
import { diffRecipes } from '../../../src/stages/track/align-steps.ts';
import { diffRuns, type RunFacts, type VersionFacts } from '../../../src/stages/track/diff-runs.ts';

const step = (kind: string, columns: string[] = [], params?: Record<string, unknown>): RecipeStep => ({
  kind,
  columns,
  ...(params ? { params } : {})
});

describe('two recipes', () => {
  test('that are the same differ in nothing', () => {
    const recipe = [step('impute', ['x'], { strategy: 'mean' }), step('scale')];
    expect(diffRecipes(recipe, structuredClone(recipe))).toEqual([]);
    expect(diffRecipes([], [])).toEqual([]);
  });

  test('a step that came, one that went, one whose parameter and columns changed', () => {
    const a = [step('impute', ['x', 'y'], { strategy: 'mean' }), step('scale', ['x'])];
    const b = [step('clip', ['x']), step('impute', ['x', 'z'], { strategy: 'median' })];
    expect(diffRecipes(a, b)).toEqual([
      { change: 'added', kind: 'clip', at: 0, columns: ['x'] },
      {
        change: 'changed',
        kind: 'impute',
        at: 1,
        columns: { added: ['z'], removed: ['y'] },
        params: [{ name: 'strategy', a: 'mean', b: 'median' }]
      },
      { change: 'removed', kind: 'scale', at: 1, columns: ['x'] }
    ]);
  });

  test('of two steps of one kind the one that is the same stays', () => {
    const changes = diffRecipes([step('scale', ['x'])], [step('scale', ['y']), step('scale', ['x'])]);
    expect(changes).toEqual([{ change: 'added', kind: 'scale', at: 0, columns: ['y'] }]);
  });

  /** Takes the changes back: what is left of the second recipe must have the kinds of the first. */
  function undone(b: readonly RecipeStep[], changes: readonly StepChange[]): string[] {
    const added = new Set(changes.flatMap((one) => (one.change === 'added' ? [one.at] : [])));
    const kinds = b.filter((_, j) => !added.has(j)).map(({ kind }) => kind);
    for (const one of changes) if (one.change === 'removed') kinds.splice(one.at, 0, one.kind);
    return kinds;
  }

  test('changes taken back give the first recipe, and there are never more than all steps', () => {
    const rng = createRng(5);
    const some = () =>
      Array.from({ length: Math.floor(rng() * 6) }, () => step('abc'[Math.floor(rng() * 3)]!, rng() < 0.5 ? ['x'] : ['x', 'y']));
    for (let round = 0; round < 300; round++) {
      const [a, b] = [some(), some()];
      const changes = diffRecipes(a, b);
      expect(undone(b, changes)).toEqual(a.map(({ kind }) => kind));
      expect(changes.length).toBeLessThanOrEqual(a.length + b.length);
    }
  });
});

const facts = (more: Partial<RunFacts> = {}): RunFacts => ({
  ...{ model: 'tree', label: 'Decision tree', params: { maxDepth: 3 }, seed: 0, cv: null, calibrate: 'none', backend: 'cpu' },
  ...{ randomLabels: false, recipe: [], datasetHash: 'd1', splitHash: 's1', fitMs: 10, sizeBytes: 100 },
  split: { kind: 'random', seed: 1 },
  question: { task: 'classification', target: 'kind' },
  environment: { build: '1', browser: 'Chrome/1', threads: 2 },
  ...more
});
const version = (number: number, columns: VersionFacts['columns']): VersionFacts => ({
  name: 'people',
  version: number,
  rows: 10,
  columns
});
const age = { name: 'age', type: 'number', role: 'feature' };

test('equal runs differ in nothing but what they took', () => {
  const diff = diffRuns(facts(), facts({ fitMs: 12 }), { a: null, b: null });
  expect(diff).toMatchObject({ asked: [], params: [], recipe: [], data: null, split: [], environment: [] });
  expect(diff.cost).toEqual([{ name: 'fitMs', a: 10, b: 12 }, { name: 'sizeBytes', a: 100, b: 100 }, { name: 'peakBytes' }]);
});

test('another version of the data: its columns, their types and roles', () => {
  const versions = {
    a: version(1, [age, { name: 'city', type: 'category', role: 'feature' }]),
    b: version(2, [
      { ...age, role: 'ignore', unit: 'years' },
      { name: 'income', type: 'number', role: 'feature' }
    ])
  };
  expect(diffRuns(facts(), facts({ datasetHash: 'd2' }), versions).data).toEqual({
    hash: { a: 'd1', b: 'd2' },
    a: { name: 'people', version: 1, rows: 10 },
    b: { name: 'people', version: 2, rows: 10 },
    added: ['income'],
    removed: ['city'],
    changed: [
      {
        column: 'age',
        what: [
          { name: 'role', a: 'feature', b: 'ignore' },
          { name: 'unit', b: 'years' }
        ]
      }
    ]
  });
  const gone = diffRuns(facts(), facts({ datasetHash: 'd2' }), { ...versions, b: null }).data!;
  expect([gone.b, gone.removed, gone.changed]).toEqual([null, [], []]);
});

test('parameters, what was asked, the division and the machine', () => {
  const b = facts({
    question: { task: 'classification', target: 'other' },
    ...{ params: { maxDepth: 5, criterion: 'gini' }, seed: 4, cv: { kind: 'stratified', folds: 5 }, splitHash: 's2' },
    ...{ split: { kind: 'group', column: 'age', seed: 1 }, environment: { build: '2', browser: 'Chrome/1', threads: 4 } }
  });
  const diff = diffRuns(facts(), b, { a: null, b: null });
  expect(diff.params).toEqual([{ name: 'maxDepth', a: 3, b: 5 }, { name: 'criterion', b: 'gini' }]); // prettier-ignore
  expect(diff.asked.map(({ name }) => name)).toEqual(['target', 'seed', 'cv']);
  expect(diff.split.map(({ name }) => name)).toEqual(['kind', 'column', 'splitHash']);
  expect(diff.environment.map(({ name }) => name)).toEqual(['build', 'threads']);
});
