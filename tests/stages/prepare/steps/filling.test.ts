import { describe, expect, test } from 'vitest';
import { applyRecipe } from '../../../../src/predict/apply-recipe.ts';
import { expectClose, fit, namesOf, numbers, oracle, table, through, valuesOf, type Asked } from './support.ts';

const [holes, holesTest] = [table(oracle['holes']!), table(oracle['holesTest']!)];
const filled = (asked: Asked) => through(asked, holes, holesTest);

describe('agrees with scikit-learn', () => {
  test('filling from like rows', async () => {
    expectClose(await filled({ kind: 'knn-impute' }), oracle['knn']!, 1e-9);
    expectClose(await filled({ kind: 'knn-impute', params: { nNeighbors: 3, weights: 'distance' } }), oracle['knnDistance']!, 1e-9);
    expectClose((await fit({ kind: 'knn-impute', params: { nNeighbors: 4 } }, holes)).table, oracle['knnSelf']!, 1e-9);
  });

  test('filling by models, round after round', async () => {
    expectClose(await filled({ kind: 'iterative-impute' }), oracle['iterative']!, 1e-6);
    expectClose(await filled({ kind: 'iterative-impute', params: { maxIter: 50, tol: 1e-8 } }), oracle['iterativeTight']!, 1e-6);
    const ridge = { estimator: 'ridge', alpha: 2, maxIter: 5 };
    expectClose(await filled({ kind: 'iterative-impute', params: ridge }), oracle['iterativeRidge']!, 1e-9);
    expectClose(await filled({ kind: 'iterative-impute', params: { skipComplete: true } }), oracle['iterativeSkip']!, 1e-6);
  });
});

const kinds = ['knn-impute', 'iterative-impute'];

test.each(kinds)('%s: a column without a value becomes 0, is told of, and disturbs no other', async (kind) => {
  const { columns, rows } = holes;
  const none = { kind: 'number', name: 'none', values: new Float64Array(rows).fill(NaN) } as const;
  const alone = await fit({ kind }, holes);
  const beside = await fit({ kind }, { rows, columns: [none, ...columns] });
  expect(beside.notes.map(({ code }) => code)).toContain('column-all-missing');
  expect(valuesOf(beside.table, 'none')).toEqual(Array.from({ length: rows }, () => 0));
  columns.forEach(({ name }) => valuesOf(beside.table, name).forEach((x, i) => expect(x).toBeCloseTo(valuesOf(alone.table, name)[i]!, 9)));
});

test.each(kinds)('%s: one row, one column and no rows are filled too', async (kind) => {
  for (const given of [numbers({ x: [3], y: [NaN] }), numbers({ x: [1, NaN, 3] }), numbers({ x: [], y: [] })]) {
    const { table: after } = await fit({ kind }, given);
    expect(after.columns.every(({ name }) => valuesOf(after, name).every(Number.isFinite))).toBe(true);
  }
  const { table: single } = await fit({ kind }, numbers({ x: [1, NaN, 3] }));
  expect(valuesOf(single, 'x')).toEqual([1, 2, 3]);
});

test.each(kinds)('%s: where a value was missing is kept beside it', async (kind) => {
  const given = numbers({ x: [1, NaN, 3, 4], y: [2, 4, 6, 8] });
  const { fitted, table: after } = await fit({ kind, params: { indicator: true } }, given);
  expect(namesOf(after)).toEqual(['x', 'x is missing', 'y']);
  expect(valuesOf(after, 'x is missing')).toEqual([0, 1, 0, 0]);
  expect(valuesOf(applyRecipe(fitted, numbers({ x: [1], y: [NaN] })), 'y').every(Number.isFinite)).toBe(true);
});

test('a value that is tied to another is guessed from it', async () => {
  const x = Array.from({ length: 40 }, (_, i) => i / 4);
  const given = numbers({ x, y: x.map((value, i) => (i % 5 === 2 ? NaN : 3 * value + 1)) });
  const { table: after } = await fit({ kind: 'iterative-impute' }, given);
  valuesOf(after, 'y').forEach((y, i) => expect(y).toBeCloseTo(3 * x[i]! + 1, 2));
});

test('rows to fill from are drawn where there are many, and told of', async () => {
  const x = Array.from({ length: 50 }, (_, i) => i);
  const given = numbers({ x, y: x.map((value) => (value === 20 ? NaN : value)) });
  const { fitted, notes, table: after } = await fit({ kind: 'knn-impute', params: { maxDonors: 20 } }, given);
  expect((fitted[0]!.state['donors'] as Float64Array).length).toBe(40);
  expect(notes).toMatchObject([{ code: 'donors-drawn' }]);
  expect(Math.abs(valuesOf(after, 'y')[20]! - 20)).toBeLessThan(6);
});

test('rounds that do not settle are told of', async () => {
  const { notes } = await fit({ kind: 'iterative-impute', params: { maxIter: 1, tol: 0 } }, holes);
  expect(notes.map(({ code }) => code)).toEqual(['not-settled']);
});
