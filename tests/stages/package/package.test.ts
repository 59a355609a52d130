import { expect, test } from 'vitest';
import type { Metric } from '../../../src/core/outcome.ts';
import type { ColumnSchema } from '../../../src/core/schema.ts';
import { categoryColumn, textColumn, type Table } from '../../../src/core/table.ts';
import { encodePackage } from '../../../src/predict/package-file.ts';
import type { ModelPackage } from '../../../src/predict/package-type.ts';
import { plainRows } from '../../../src/predict/plain-rows.ts';
import { tableOfRows } from '../../../src/predict/rows.ts';
import { createScorer } from '../../../src/predict/scorer.ts';
import { buildPackage, type PackageParts } from '../../../src/stages/package/build-package.ts';
import type { ReleaseSubject } from '../../../src/stages/package/release-check.ts';
import { runReleaseChecks } from '../../../src/stages/package/run-release-checks.ts';
import { fitRecipe } from '../../../src/stages/prepare/fit-recipe.ts';
import { dense } from '../../predict/test-packages.ts';
import { quiet } from '../prepare/context.ts';

const rows = 60;
const range = <T>(make: (i: number) => T) => Array.from({ length: rows }, (_, i) => make(i));
const training: Table = {
  rows,
  columns: [
    { kind: 'number', name: 'age', values: Float64Array.from(range((i) => (i % 6 === 0 ? NaN : i))) },
    categoryColumn(
      'sex',
      range((i) => (i % 3 ? 'f' : 'm')),
      ['never', 'f', 'm']
    ),
    categoryColumn(
      'member',
      range(() => 'yes'),
      ['no', 'yes']
    ),
    { kind: 'time', name: 'since', values: Float64Array.from(range((i) => i * 86_400_000)) },
    textColumn(
      'name',
      range((i) => `name ${i}`)
    ),
    categoryColumn(
      'alive',
      range((i) => (i % 2 ? 'yes' : 'no'))
    )
  ]
};
const features: ColumnSchema[] = [
  { name: 'age', type: 'number', role: 'feature' },
  { name: 'sex', type: 'category', role: 'feature' },
  { name: 'member', type: 'boolean', role: 'feature' },
  { name: 'since', type: 'time', role: 'feature' },
  { name: 'name', type: 'text', role: 'feature' }
];

async function parts(change: Partial<PackageParts> = {}): Promise<PackageParts> {
  const table = { rows, columns: training.columns.slice(0, 5) };
  const { fitted } = await fitRecipe(
    [
      { kind: 'drop', columns: ['name'] },
      { kind: 'date-parts', columns: [] },
      { kind: 'impute', columns: [] },
      { kind: 'scale', columns: [] },
      { kind: 'one-hot', columns: [] }
    ],
    table,
    quiet()
  );
  return {
    features,
    training,
    heldOut: training,
    target: { name: 'alive', type: 'boolean', labels: ['no', 'yes'], positive: 'yes' },
    recipe: fitted,
    model: { id: 'mlp', label: 'Network', params: {}, state: dense(['age', 'sex = m'], [1, -1, 1, -1], [0, 0], 'softmax') },
    calibration: null,
    threshold: 0.5,
    uncertainty: null,
    provenance: { datasetHash: 'a', splitHash: 'b', recipeHash: 'c', seed: 1, trainRows: rows, latheVersion: '0.1.0' },
    ...change
  };
}

const metric = (value: number, low = value - 0.05, high = value + 0.05): Metric => ({ value, low, high, method: 'test', n: rows });

async function subject(change: Partial<ReleaseSubject> = {}, pkg?: ModelPackage): Promise<ReleaseSubject> {
  const built = pkg ?? buildPackage(await parts());
  let now = 0;
  return {
    pkg: built,
    bytes: encodePackage(built),
    scorer: createScorer(built),
    rows: training,
    clock: () => (now += 0.5),
    latencyMs: 1,
    result: {
      metric: 'accuracy',
      value: metric(0.8),
      baseline: metric(0.6),
      strictest: { score: metric(0.8), part: 'validation part' },
      bar: { value: 0.7, isPrior: true },
      better: 'higher'
    },
    ...change
  };
}

const outcome = async (given: ReleaseSubject) =>
  Object.fromEntries((await runReleaseChecks(given, quiet())).map(({ name, passed }) => [name, passed]));

test('inputs are described from training rows, and columns that are dropped at once are not asked for', async () => {
  const { inputs, recipe } = buildPackage(await parts());
  expect(inputs).toEqual([
    { name: 'age', type: 'number', missingShare: 10 / 60, range: [0, 60], typical: 30 },
    { name: 'sex', type: 'category', missingShare: 0, labels: ['f', 'm'], typical: 'f' },
    { name: 'member', type: 'boolean', missingShare: 0, labels: ['no', 'yes'], typical: 'yes' },
    { name: 'since', type: 'time', missingShare: 0, range: [0, 60 * 86_400_000], typical: '1970-01-31T00:00:00.000Z' }
  ]);
  expect(recipe.map(({ kind }) => kind)).toEqual(['date-parts', 'impute', 'scale', 'one-hot']);
});

test('a column that a step used before it was dropped is still asked for', async () => {
  const given = await parts();
  const kept = buildPackage({ ...given, recipe: [given.recipe[1]!, ...given.recipe.filter(({ kind }) => kind !== 'date-parts')] });
  expect(kept.inputs.map(({ name }) => name)).not.toContain('name');
  const late = [
    { kind: 'impute', columns: ['age'], state: { fills: [1], indicators: [null] } },
    { kind: 'drop', columns: ['age', 'name'], state: {} },
    given.recipe[4]!
  ];
  const model = { ...given.model, state: dense(['sex = m'], [1, -1], [0, 0], 'softmax') };
  expect(buildPackage({ ...given, recipe: late, model }).inputs.map(({ name }) => name)).toContain('age');
});

test('the reference holds what training looked like and what the model answered', async () => {
  const { reference } = buildPackage(await parts());
  expect(reference.columns.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
    'age: number',
    'sex: category',
    'member: category',
    'since: number'
  ]);
  expect(reference.columns[0]).toMatchObject({ rows: 60, missing: 10 });
  expect(reference.columns[1]).toMatchObject({ labels: ['f', 'm'], counts: Float64Array.of(40, 20) });
  expect(reference.prediction).toMatchObject({ kind: 'category', labels: ['false', 'true'], rows: 60 });
});

test('the same parts give the same bytes', async () => {
  expect(encodePackage(buildPackage(await parts()))).toEqual(encodePackage(buildPackage(await parts())));
});

test('rows taken out of a table read back into the same table', async () => {
  const { inputs } = buildPackage(await parts());
  const back = tableOfRows(inputs, plainRows({ rows, columns: training.columns.slice(0, 4) }));
  expect(back.problems).toEqual([]);
  expect(back.table.columns[0]).toEqual(training.columns[0]);
  expect(plainRows(back.table)).toEqual(plainRows({ rows, columns: training.columns.slice(0, 4) }));
});

test('a sound package passes every check, each with its numbers', async () => {
  const results = await runReleaseChecks(await subject(), quiet());
  expect(results.filter(({ passed }) => !passed)).toEqual([]);
  expect(results).toHaveLength(9);
  expect(results.every(({ detail }) => detail.length > 10)).toBe(true);
});

test('a model that answers otherwise than its file fails', async () => {
  const other = buildPackage(await parts({ threshold: 0.9 }));
  const results = await outcome(await subject({ bytes: encodePackage(other) }));
  expect(results).toMatchObject({ 'The file answers as the model does': false, 'The same again, every time': false, 'Fast enough': true });
});

test('a damaged file fails the check and does not stop the others', async () => {
  const good = await subject();
  const bytes = good.bytes.slice();
  bytes[100]! ^= 1;
  const results = await runReleaseChecks({ ...good, bytes }, quiet());
  expect(results[0]).toMatchObject({ passed: false, detail: expect.stringContaining('checksum') as string });
  expect(results.at(-1)).toMatchObject({ passed: true });
});

test('a model that can take no gaps fails', async () => {
  const given = await parts();
  const recipe = given.recipe.filter(({ kind }) => kind !== 'impute');
  const pkg = buildPackage({ ...given, recipe: [...recipe], heldOut: { rows: 0, columns: training.columns.map((column) => column) } });
  const results = await outcome(await subject({ rows: { ...training, rows: 1 } }, pkg));
  expect(results['Missing values are answered']).toBe(false);
});

test('slowness fails', async () => {
  expect(await outcome(await subject({ latencyMs: 0.1 }))).toMatchObject({ 'Fast enough': false });
});

test('the baseline must be beaten by the whole interval, and so must the bar', async () => {
  const result = (value: Metric, better: 'higher' | 'lower', bar: number | null = null) =>
    ({
      metric: 'm',
      value,
      baseline: metric(0.6),
      strictest: { score: value, part: 'validation part' },
      bar: bar === null ? null : { value: bar, isPrior: true },
      better
    }) as const;
  const passes = async (given: ReleaseSubject['result']) => {
    const results = await outcome(await subject({ result: given }));
    return [results['Better than the baseline'], results['Meets the bar']];
  };
  expect(await passes(result(metric(0.63), 'higher'))).toEqual([false, null]);
  expect(await passes(result(metric(0.7), 'higher', 0.8))).toEqual([true, false]);
  expect(await passes(result(metric(0.4), 'lower', 0.5))).toEqual([true, true]);
  expect(await passes(result(metric(0.7), 'higher', 0.69))).toEqual([true, false]);
  expect(await passes(result(metric(0.7), 'lower', 0.5))).toEqual([false, false]);
  expect(await passes(null)).toEqual([false, false]);
});

test('the test part, once it was opened, is what the bar is held against', async () => {
  const good = await subject();
  const result = { ...good.result!, value: metric(0.9), strictest: { score: metric(0.71), part: 'test part' } };
  const results = await runReleaseChecks({ ...good, result }, quiet());
  expect(results.at(-1)).toEqual({
    name: 'Meets the bar',
    passed: false,
    detail: `Accuracy is 0.710 (0.660 to 0.760) on ${rows} rows of the test part. The bar of 0.7 is reached, but the interval reaches below the bar.`
  });
});

test('a bar set after training was counted among the nine checks that passed', async () => {
  const good = await subject();
  const result = { ...good.result!, bar: { value: 0.1, isPrior: false } };
  const results = await runReleaseChecks({ ...good, result }, quiet());
  const detail = 'The bar of 0.1 was set after training, so it proves nothing.';
  expect(results.at(-1)).toEqual({ name: 'Meets the bar', passed: null, detail });
});
