import { describe, expect, test } from 'vitest';
import { normalQuantile } from '../../../../src/kernels/distributions.ts';
import { minimumOf } from '../../../../src/kernels/minimum-of.ts';
import { mean, variance } from '../../../../src/core/stats.ts';
import { bestPower } from '../../../../src/stages/prepare/power/best-power.ts';
import { yeoJohnson } from '../../../../src/predict/steps/power.ts';
import { finish } from '../../../../src/kernels/work.ts';
import { applyRecipe } from '../../../../src/predict/apply-recipe.ts';
import { normalPlace } from '../../../../src/predict/steps/normal-place.ts';
import { expectClose, fit, namesOf, numbers, oracle, table, through, valuesOf } from './support.ts';

const [gappy, testGappy] = [table(oracle['gappy']!), table(oracle['testGappy']!)];
const [train, rows] = [table(oracle['train']!), table(oracle['test']!)];
const upTo = ({ rows: count, columns }: typeof train, width: number) => ({ rows: count, columns: columns.slice(0, width) });

describe('agrees with scikit-learn', () => {
  test('scaling', async () => {
    expectClose(await through({ kind: 'scale', params: { method: 'max-abs' } }, gappy, testGappy), oracle['maxAbs']!, 1e-9);
    const params = { method: 'robust', lowQuantile: 0.1, highQuantile: 0.95 };
    expectClose(await through({ kind: 'scale', params }, gappy, testGappy), oracle['robustWide']!, 1e-9);
  });

  test('the powers of Yeo and Johnson, and of Box and Cox', async () => {
    const [four, fourTest] = [upTo(gappy, 4), upTo(testGappy, 4)];
    expectClose(await through({ kind: 'power' }, four, fourTest), oracle['yeoJohnson']!, 1e-6);
    expectClose(await through({ kind: 'power', params: { standardize: false } }, four, fourTest), oracle['yeoJohnsonRaw']!, 1e-6);
    const positive = { kind: 'power', params: { method: 'box-cox' } };
    expectClose(await through(positive, table(oracle['positive']!), table(oracle['positiveTest']!)), oracle['boxCox']!, 1e-6);
    const { lambdas } = oracle as unknown as { lambdas: Record<string, number[]> };
    const found = (await fit({ kind: 'power' }, four)).fitted[0]!.state['lambdas'] as Float64Array;
    found.forEach((lambda, j) => expect(Math.abs(lambda - lambdas['yeoJohnson']![j]!)).toBeLessThan(1e-6));
  });

  test('ranks, even and normal', async () => {
    expectClose(await through({ kind: 'quantile' }, gappy, testGappy), oracle['quantileUniform']!, 1e-9);
    const params = { nQuantiles: 20, outputDistribution: 'normal' };
    expectClose(await through({ kind: 'quantile', params }, gappy, testGappy), oracle['quantileNormal']!, 1e-9);
  });

  test('bins of equal width, of equally many rows, and around means', async () => {
    const bins = (params: Record<string, unknown>) => through({ kind: 'bins', params }, train, rows);
    expectClose(await bins({ nBins: 4, strategy: 'uniform', encode: 'ordinal' }), oracle['binsUniform']!, 0);
    expectClose(await bins({ nBins: 6 }), oracle['binsQuantile']!, 0);
    expectClose(await bins({ nBins: 4, strategy: 'kmeans', encode: 'ordinal' }), oracle['binsKmeans']!, 0);
    const { fitted } = await fit({ kind: 'bins', params: { nBins: 4, strategy: 'kmeans' } }, upTo(train, 4));
    const edges = fitted[0]!.state['edges'] as readonly Float64Array[];
    oracle['edgesKmeans']!.forEach((own, j) => own.forEach((edge, k) => expect(edges[j]![k]).toBeCloseTo(edge!, 9)));
  });
});

test('numbers far from 0 and close together are bent by as good a power as near ones', async () => {
  const near = [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 0.3, 0.5, 0.9, 1.1];
  const params = { method: 'box-cox', standardize: false };
  const lambda = async (values: number[]) =>
    ((await fit({ kind: 'power', params }, numbers({ x: values }))).fitted[0]!.state['lambdas'] as Float64Array)[0]!;
  expect(await lambda(near.map((x) => 1e6 * x))).toBeCloseTo(await lambda(near), 6);
  const { table: after } = await fit({ kind: 'power' }, numbers({ x: near.map((x) => 1e9 + x) }));
  expect(valuesOf(after, 'x').every(Number.isFinite)).toBe(true);
});

test('of many numbers the power is found as of few', () => {
  const many = Float64Array.from({ length: 30_000 }, (_, i) => Math.exp(normalQuantile((i + 0.5) / 30_000)) - 0.4);
  const lambda = finish(bestPower(many, 'yeo-johnson'));
  const pull = mean(many.map((x) => Math.sign(x) * Math.log1p(Math.abs(x))));
  const unlikelihood = (at: number) => Math.log(variance(many.map((x) => yeoJohnson(x, at)), 0)) / 2 - (at - 1) * pull; // prettier-ignore
  for (const step of [-1e-3, 1e-3]) expect(unlikelihood(lambda + step)).toBeGreaterThan(unlikelihood(lambda));
});

test('numbers below 0 are bent as the same above it, mirrored', async () => {
  const values = [1, 2, 4, 8, 16, 3, 5, 90];
  const above = valuesOf((await fit({ kind: 'power' }, numbers({ x: values }))).table, 'x');
  const below = valuesOf((await fit({ kind: 'power' }, numbers({ x: values.map((x) => -x) }))).table, 'x');
  below.forEach((x, i) => expect(x).toBeCloseTo(-above[i]!, 7));
});

test('Box and Cox’s power refuses numbers at 0 and below, and takes later ones for the smallest it knows', async () => {
  const params = { method: 'box-cox' };
  await expect(fit({ kind: 'power', params }, numbers({ x: [-2, 0, 1, 4] }))).rejects.toMatchObject({
    code: 'box-cox-needs-positive',
    message: expect.stringContaining('2 training rows') as string,
    context: { least: -2, count: 2 }
  });
  await expect(fit({ kind: 'power', params }, numbers({ x: [-2, -1] }))).rejects.toMatchObject({ context: { count: 2 } });
  const after = await through({ kind: 'power', params }, numbers({ x: [1, 2, 5] }), numbers({ x: [-3, 1, NaN] }));
  const [low, least, gap] = valuesOf(after, 'x');
  expect(low).toBe(least);
  expect(gap).toBeNaN();
});

test('what does not vary and what has no value is told of and stays finite', async () => {
  const given = numbers({ same: [4, 4, 4], none: [NaN, NaN, NaN] });
  for (const kind of ['power', 'quantile', 'bins']) {
    const { table: after, notes } = await fit({ kind }, given);
    expect(notes.length, kind).toBe(2);
    const same = after.columns.filter(({ name }) => name.startsWith('same'));
    for (const { name } of same) expect(valuesOf(after, name).every(Number.isFinite), kind).toBe(true);
  }
  for (const kind of ['power', 'quantile', 'clip']) {
    const { fitted } = await fit({ kind }, given);
    expect(valuesOf(applyRecipe(fitted, numbers({ same: [7], none: [7] })), 'none')[0], kind).toBeCloseTo(7, 12);
  }
});

test('bins are named by their edges, and a missing value is in none', async () => {
  const given = numbers({ age: [10, 20, 30, 40, NaN] });
  const { table: after } = await fit({ kind: 'bins', params: { nBins: 3, strategy: 'uniform' } }, given);
  expect(namesOf(after)).toEqual(['age under 20', 'age from 20 to 30', 'age from 30']);
  expect(namesOf(after).map((name) => valuesOf(after, name)[4])).toEqual([0, 0, 0]);
  expect(valuesOf(after, 'age from 20 to 30')).toEqual([0, 1, 0, 0, 0]);
});

test('fewer bins than were asked for are told of', async () => {
  const { notes } = await fit({ kind: 'bins' }, numbers({ x: [0, 0, 0, 0, 0, 0, 0, 1, 2] }));
  expect(notes).toMatchObject([{ code: 'fewer-bins' }]);
});

test('values beyond the learned quantiles are brought in to them', async () => {
  const params = { lowQuantile: 0.25, highQuantile: 0.75 };
  const after = await through({ kind: 'clip', params }, numbers({ x: [0, 1, 2, 3, 4] }), numbers({ x: [-9, 2, 99, NaN] }));
  expect(valuesOf(after, 'x')).toEqual([1, 2, 3, NaN]);
});

test('logarithms are taken of 1 + x, mirrored below 0', async () => {
  const { table: after } = await fit({ kind: 'log' }, numbers({ x: [0, Math.E - 1, 1 - Math.E, NaN] }));
  expect(valuesOf(after, 'x').slice(0, 3).map((x) => Math.round(x * 1e12) / 1e12)).toEqual([0, 1, -1]); // prettier-ignore
});

test('places on a normal curve are those of the slower, exact way', () => {
  for (const p of [1e-7, 1e-5, 0.01, 0.074, 0.2, 0.5, 0.7, 0.93, 0.999, 1 - 1e-7]) expect(normalPlace(p)).toBeCloseTo(normalQuantile(p), 9);
});

test('the bottom of a valley is found, at an end of the bracket too', () => {
  expect(finish(minimumOf((x) => (x - 1) ** 2 + 0.1 * Math.abs(x), -5, 9, 1))).toBeCloseTo(0.95, 7);
  expect(finish(minimumOf((x) => Math.exp(x), -3, 2, 1))).toBeCloseTo(-3, 7);
  expect(finish(minimumOf((x) => (x > 1 ? Infinity : (x - 0.9) ** 4), -3, 2, 1))).toBeCloseTo(0.9, 2);
});
