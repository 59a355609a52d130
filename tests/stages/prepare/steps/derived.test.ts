import { describe, expect, test } from 'vitest';
import type { Table } from '../../../../src/core/table.ts';
import { applyRecipe } from '../../../../src/predict/apply-recipe.ts';
import { completeRecipe } from '../../../../src/stages/prepare/complete-recipe.ts';
import { summarizeColumns } from '../../../../src/stages/prepare/column-summary.ts';
import { fitRecipe } from '../../../../src/stages/prepare/fit-recipe.ts';
import { quiet } from '../context.ts';
import { expectClose, fit, namesOf, numbers, oracle, table, through, valuesOf, type Rows } from './support.ts';

const [train, rows] = [table(oracle['train']!), table(oracle['test']!)];
const [tied, holes, holesTest] = [table(oracle['tied']!), table(oracle['holes']!), table(oracle['holesTest']!)];
const upTo = ({ rows: count, columns }: Table, width: number) => ({ rows: count, columns: columns.slice(0, width) });
const whole: Table = {
  rows: holesTest.rows,
  columns: holesTest.columns.map(({ name }) => ({
    kind: 'number',
    name,
    values: Float64Array.from(valuesOf(holesTest, name), (x) => x || 0)
  }))
};

/** A direction may point either way: scikit-learn tells by the rows which, this house by the columns. */
function turned(result: Table, expected: Rows): Rows {
  const signs = result.columns.map(({ name }, j) => {
    const most = expected.reduce((best, row, i) => (Math.abs(row[j]!) > Math.abs(expected[best]![j]!) ? i : best), 0);
    return Math.sign(expected[most]![j]! * valuesOf(result, name)[most]!);
  });
  return expected.map((row) => row.map((x, j) => x! * signs[j]!));
}

describe('agrees with scikit-learn', () => {
  test('products and powers', async () => {
    const three = upTo(rows, 3);
    const cubes = (await fit({ kind: 'polynomial', params: { degree: 3 } }, three)).table;
    expectClose(cubes, oracle['polynomial']!, 1e-12);
    expectClose((await fit({ kind: 'polynomial', params: { interactionOnly: true } }, rows)).table, oracle['interactions']!, 1e-12);
    expect(namesOf(cubes).slice(3, 7)).toEqual(['x0 ^ 2', 'x0 * x1', 'x0 * x2', 'x1 ^ 2']);
    expect(namesOf(cubes)).toContain('x0 ^ 2 * x1');
  });

  test('splines', async () => {
    const spline = (params: Record<string, unknown>, width: number) =>
      through({ kind: 'spline', params }, upTo(train, width), upTo(rows, width));
    expectClose(await spline({ includeBias: true }, 4), oracle['splineUniform']!, 1e-9);
    expectClose(await spline({ nKnots: 4, knots: 'quantile', extrapolation: 'linear' }, 3), oracle['splineLinear']!, 1e-9);
    const straight = { nKnots: 3, degree: 1, extrapolation: 'linear', includeBias: true };
    expectClose(await spline(straight, 1), oracle['splineStraight']!, 1e-9);
  });

  test('principal components', async () => {
    const three = await through({ kind: 'pca', params: { nComponents: 3 } }, holes, holesTest);
    expectClose(three, turned(three, oracle['pca']!), 1e-9);
    const scaled = { kind: 'scale', columns: [] };
    const { fitted } = await fitRecipe([scaled, { kind: 'pca', columns: [], params: { varianceShare: 0.9, whiten: true } }], tied, quiet());
    const white = applyRecipe(fitted, whole);
    expectClose(white, turned(white, oracle['pcaShare']!), 1e-9);
    const four = { rows: 4, columns: tied.columns.map(({ name }) => ({ kind: 'number', name, values: Float64Array.from(valuesOf(tied, name).slice(0, 4)) }) as const) }; // prettier-ignore
    const wide = await through({ kind: 'pca', params: { nComponents: 2 } }, four, whole);
    expectClose(wide, turned(wide, oracle['pcaWide']!), 1e-9);
  });
});

test('splines sum to 1 within the training rows and beyond, and a gap is a gap in all of them', async () => {
  const given = numbers({ x: [0, 1, 2, 3, 5, 8] });
  for (const extrapolation of ['constant', 'linear']) {
    const after = await through(
      { kind: 'spline', params: { extrapolation, includeBias: true } },
      given,
      numbers({ x: [-4, 0, 2.5, 8, 20, NaN] })
    );
    const sums = Array.from({ length: 6 }, (_, row) => namesOf(after).reduce((sum, name) => sum + valuesOf(after, name)[row]!, 0));
    for (const sum of sums.slice(0, 5)) expect(sum).toBeCloseTo(1, 12);
    expect(sums[5]).toBeNaN();
  }
});

test('what does not vary gets no curve and no direction', async () => {
  const given = numbers({ same: [2, 2, 2], x: [1, 2, 4], none: [NaN, NaN, NaN] });
  const curves = await fit({ kind: 'spline' }, given);
  expect(namesOf(curves.table).filter((name) => !name.startsWith('x'))).toEqual(['same', 'none']);
  const { table: along, notes } = await fit({ kind: 'pca' }, given);
  expect(namesOf(along)).toEqual(['component 1']);
  expect(notes.map(({ code }) => code)).toEqual(['gaps-as-means', 'components-kept', 'one-column-decides']);
  const nothing = await fit({ kind: 'pca', params: { whiten: true } }, numbers({ same: [2, 2] }));
  expect([nothing.table.columns, nothing.notes[0]!.code]).toEqual([[], 'column-constant']);
});

test('knots where values repeat are one', async () => {
  const { table: after } = await fit({ kind: 'spline', params: { knots: 'quantile' } }, numbers({ x: [0, 0, 0, 0, 0, 0, 1, 2] }));
  expect(after.columns.every(({ name }) => valuesOf(after, name).every(Number.isFinite))).toBe(true);
});

test('more products than a step makes are refused with their number', async () => {
  const wide = numbers(Object.fromEntries(Array.from({ length: 120 }, (_, j) => [`x${j}`, [1, 2]])));
  await expect(fit({ kind: 'polynomial' }, wide)).rejects.toMatchObject({ code: 'too-many-products', context: { count: 7260 } });
  const params = { interactionOnly: true, degree: 3 };
  expect((await fit({ kind: 'polynomial', params }, numbers({ a: [2], b: [3] }))).table.columns).toHaveLength(3);
});

test('directions among more than a thousand columns and rows are refused', async () => {
  const wide = numbers(Object.fromEntries(Array.from({ length: 1001 }, (_, j) => [`x${j}`, new Array<number>(1001).fill(j)])));
  await expect(fit({ kind: 'pca' }, wide)).rejects.toMatchObject({ code: 'too-many-for-components' });
});

test('what a recipe still lacks behind columns with new names is added for all of them', async () => {
  const steps = [{ kind: 'spline', columns: ['x'] }];
  const given = numbers({ x: [1, NaN, 3, 4], y: [NaN, 1, 2, 3] });
  const completed = completeRecipe(steps, summarizeColumns(given), 'encoded');
  expect(completed.added.map(({ step }) => step)).toEqual([{ kind: 'impute', columns: [] }]);
  const { table: after } = await fitRecipe(completed.steps, given, quiet());
  expect(after.columns.every(({ name }) => valuesOf(after, name).every(Number.isFinite))).toBe(true);
});
