import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createPacer } from '../../src/core/pacer.ts';
import { defaultsOf } from '../../src/core/params.ts';
import type { PlainRecord } from '../../src/core/plain.ts';
import { findColumn, type CategoryColumn } from '../../src/core/table.ts';
import { modelTypes } from '../../src/jobs/model-types.ts';
import { setColumn } from '../../src/jobs/set-column.ts';
import { shapeDataset } from '../../src/jobs/shaping/shape-dataset.ts';
import { decodePackage } from '../../src/predict/package-file.ts';
import { associate } from '../../src/stages/explore/associations.ts';
import { summarizeColumns } from '../../src/stages/prepare/column-summary.ts';
import { createRng } from '../../src/core/rng.ts';
import { fitRecipe } from '../../src/stages/prepare/fit-recipe.ts';
import { suggestRecipe } from '../../src/stages/prepare/suggest-recipe.ts';
import { projectWith, quiet, testServices, trainRun } from './support.ts';

/** Made by tests/reference/ordinal.py with SciPy and scikit-learn. */
const fixture = JSON.parse(readFileSync(join(import.meta.dirname, '../reference/ordinal.json'), 'utf8')) as {
  readonly order: readonly string[];
  readonly labels: readonly (string | null)[];
  readonly x: readonly (number | null)[];
  readonly other: readonly string[];
  readonly number: number;
  readonly levels: number;
  readonly encoded: readonly (number | null)[];
};
const csv = [
  'level,x,other,answer',
  ...fixture.labels.map((label, i) => `${label ?? ''},${fixture.x[i] ?? ''},${fixture.other[i]},${i % 3 ? 'a' : 'b'}`)
].join('\n');

async function ordered() {
  const services = await testServices();
  const projectId = await projectWith(services, csv, { target: 'answer', metric: 'accuracy' });
  const before = (await services.storage.projects.get(projectId)).datasetId!;
  const level = await setColumn({ datasetId: before, column: 'level', order: fixture.order }, services);
  const id = await setColumn({ datasetId: level, column: 'other', order: fixture.order }, services);
  return { services, projectId, before, id, dataset: await services.storage.datasets.get(id) };
}

test('a column gets the order a person gives, in a new version with another fingerprint, its values the same', async () => {
  const { services, before, id, dataset } = await ordered();
  expect(dataset.columns.find(({ name }) => name === 'level')).toMatchObject({ type: 'category', isOrdinal: true, labels: fixture.order });
  const was = await services.storage.datasets.get(before);
  expect(dataset.hash).not.toBe(was.hash);
  expect(dataset.columns[1]!.chunks).toEqual(was.columns[1]!.chunks);
  const column = findColumn(await services.storage.datasets.readTable(id, ['level']), 'level') as CategoryColumn;
  expect([...column.codes].map((code) => column.labels[code] ?? null)).toEqual(fixture.labels);
  expect(await setColumn({ datasetId: id, column: 'level', order: fixture.order }, services)).toBe(id);
  const back = await services.storage.datasets.get(await setColumn({ datasetId: id, column: 'level', order: null }, services));
  expect(back.columns[0]!.isOrdinal).toBeUndefined();
});

test.each([
  [['low', 'medium'], /“high” and “very high” are not in it/],
  [['low', 'low', 'medium', 'high', 'very high'], /“low” stands in it twice/],
  [['low', 'medium', 'high', 'very high', 'top'], /“top” is no level of it/]
])('an order that is none is refused: %s', async (order, message) => {
  const { services, before } = await ordered();
  await expect(setColumn({ datasetId: before, column: 'level', order }, services)).rejects.toMatchObject({
    code: 'level-order-wrong',
    message: expect.stringMatching(message) as string
  });
  await expect(setColumn({ datasetId: before, column: 'x', order: [] }, services)).rejects.toMatchObject({ code: 'level-order-wrong' });
});

test('ranks are compared as SciPy does, and no Cramér’s V is made of levels in an order', async () => {
  const { services, id } = await ordered();
  const { associations } = await associate(await services.storage.datasets.readTable(id), null, createPacer(quiet));
  const of = (a: string, b: string) => associations.filter((entry) => entry.a === a && entry.b === b);
  expect(of('level', 'x').map(({ kind }) => kind)).toEqual(['spearman']);
  expect(of('level', 'x')[0]!.value).toBeCloseTo(fixture.number, 12);
  expect(of('level', 'other').map(({ kind }) => kind)).toEqual(['spearman']);
  expect(of('level', 'other')[0]!.value).toBeCloseTo(fixture.levels, 12);
  expect(of('level', 'answer').map(({ kind }) => kind)).toEqual(['eta']);
});

test.each(['encoded', 'mixed'] as const)(
  'the suggested recipe gives %s models the places of ordered levels, as scikit-learn does',
  async (needs) => {
    const { services, id } = await ordered();
    const table = await services.storage.datasets.readTable(id, ['level', 'x', 'answer']);
    const { steps } = suggestRecipe(summarizeColumns(table), needs);
    expect(steps.find(({ kind }) => kind === 'ordinal')).toMatchObject({ columns: ['level'] });
    expect(steps.find(({ kind }) => kind === 'one-hot')?.columns ?? []).not.toContain('level');

    const fitted = await fitRecipe([{ kind: 'ordinal', columns: ['level'] }], table, { ...quiet, rng: createRng(0) });
    const values = findColumn(fitted.table, 'level');
    expect(values?.kind === 'number' && [...values.values].map((value) => (Number.isNaN(value) ? null : value))).toEqual(fixture.encoded);
  }
);

test('the order goes along through steps that leave the column alone, and into the package', async () => {
  const { services, projectId, id } = await ordered();
  const filtered = await shapeDataset({ datasetId: id, steps: [{ kind: 'filter', where: "level <> 'low'" }] }, services, quiet);
  const column = (await services.storage.datasets.get(filtered)).columns[0]!;
  expect(column).toMatchObject({ isOrdinal: true, labels: ['medium', 'high', 'very high'] });
  const run = await trainRun(services, projectId, 'logistic', { params: defaultsOf(modelTypes.get('logistic').params) as PlainRecord });
  const pkg = await decodePackage(await services.storage.packages.get(run.modelHash));
  expect(pkg.recipe.find(({ kind }) => kind === 'ordinal')?.state['levels']).toEqual([
    ['medium', 'high', 'very high'],
    ['low', 'medium', 'high', 'very high']
  ]);
  const merged = await shapeDataset(
    { datasetId: id, steps: [{ kind: 'generalise', column: 'level', into: { by: 'merge-rare', least: 30 } }] },
    services,
    quiet
  );
  expect((await services.storage.datasets.get(merged)).columns[0]!.isOrdinal).toBeUndefined();
});
