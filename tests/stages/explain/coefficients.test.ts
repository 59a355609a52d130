import { expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { coefficientTable } from '../../../src/stages/explain/coefficients.ts';
import { classTarget, dataOf, fitModel, numberTable, numberTarget } from '../train/support.ts';

interface Told {
  readonly interval: readonly [readonly number[], readonly number[]];
}

/** Made by tests/reference/linear.py with statsmodels 0.13. */
const fixture = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/linear.json'), 'utf8')) as Record<
  'y' | 'counts' | 'binary',
  readonly number[]
> &
  Record<'olsErrors' | 'poissonErrors' | 'logitErrors', Told> & { readonly x: readonly (readonly number[])[] };
const x = numberTable(Object.fromEntries(fixture.x[0]!.map((_, j) => [`x${j}`, fixture.x.map((row) => row[j]!)])));

test.each([
  ['linear', numberTarget(fixture.y), {}, 'olsErrors', 'answer'],
  ['glm', numberTarget(fixture.counts), {}, 'poissonErrors', 'log'],
  ['logistic', classTarget(fixture.binary.map(String), ['0', '1']), { penalty: 'none' }, 'logitErrors', 'log-odds']
] as const)('the intervals of %s are those of statsmodels', async (id, target, params, name, sum) => {
  const { state } = await fitModel(id, dataOf(x, target), params);
  const table = coefficientTable(id, state, ['0', '1'])!;
  const [low, high] = fixture[name].interval;
  expect(table).toMatchObject({ sum, hasErrors: true });
  table.rows.forEach((row, j) => {
    expect(row.low).toBeCloseTo(low[j]!, 6);
    expect(row.high).toBeCloseTo(high[j]!, 6);
  });
  expect(table.rows.map(({ feature }) => feature)).toEqual(['x0', 'x1', 'x2', 'x3', null]);
});

test('no interval is told where a penalty holds the coefficients back, and the reason is', async () => {
  const { state } = await fitModel('linear', dataOf(x, numberTarget(fixture.y)), { alpha: 1 });
  const table = coefficientTable('linear', state, [])!;
  expect(table.hasErrors).toBe(false);
  expect(table.said).toMatch(/^No standard errors: A penalty/);
  expect(table.rows.every(({ error, low }) => error === null && low === null)).toBe(true);
});

test('with several classes every coefficient names its class', async () => {
  const three = classTarget(fixture.binary.map((one, i) => ['a', 'b', 'c'][one + (i % 2)]!));
  const { state } = await fitModel('logistic', dataOf(x, three));
  expect(new Set(coefficientTable('logistic', state, three.labels)!.rows.map((row) => row.class))).toEqual(new Set(['a', 'b', 'c']));
});

test('a constant feature has a coefficient of 0 and no interval', async () => {
  const still = {
    rows: x.rows,
    columns: [...x.columns, { kind: 'number', name: 'still', values: new Float64Array(x.rows).fill(3) } as const]
  };
  const { state } = await fitModel('linear', dataOf(still, numberTarget(fixture.y)));
  expect(coefficientTable('linear', state, [])!.rows[4]).toEqual({
    feature: 'still',
    class: null,
    coefficient: 0,
    error: null,
    low: null,
    high: null,
    robust: null
  });
});

test('a model without coefficients has no table', async () => {
  const { state } = await fitModel('boosting', dataOf(x, numberTarget(fixture.y)), { maxIter: 2 });
  expect(coefficientTable('boosting', state, [])).toBeNull();
  const curved = await fitModel('svm', dataOf(x, numberTarget(fixture.y)));
  expect(coefficientTable('svm', curved.state, [])).toBeNull();
});

test('linear support vectors tell margins of classes and answers of numbers, and that no errors hold for them', async () => {
  const classes = classTarget(fixture.binary.map(String), ['0', '1']);
  const { state } = await fitModel('linear-svm', dataOf(x, classes));
  const said = expect.stringMatching(/^No standard errors/) as string;
  expect(coefficientTable('linear-svm', state, classes.labels)).toMatchObject({ sum: 'margin', hasErrors: false, said });
  const numbers = await fitModel('linear-svm', dataOf(x, numberTarget(fixture.y)));
  expect(coefficientTable('linear-svm', numbers.state, [])).toMatchObject({ sum: 'answer', hasErrors: false, said });
});

test('a model of before says that it has to be trained again', () => {
  const state = { features: ['a'], coefficients: Float64Array.of(2), intercept: 1 };
  expect(coefficientTable('linear', state, [])).toMatchObject({ hasErrors: false, said: expect.stringContaining('train it again') });
});
