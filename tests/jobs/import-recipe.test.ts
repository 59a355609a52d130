import { context, openProject } from './ingest-helper.ts';
import { expect, test } from 'vitest';
import type { CsvOptions } from '../../src/core/csv-options.ts';
import { exportArchive } from '../../src/jobs/archive-export.ts';
import { importArchive } from '../../src/jobs/archive-import.ts';
import { importCsv } from '../../src/jobs/import-csv.ts';
import { setColumn } from '../../src/jobs/set-column.ts';

async function project() {
  const opened = await openProject();
  const { storage, services, projectId } = opened;
  const take = async (source: string, options: CsvOptions = {}, fileName = 'sales.csv') => {
    const id = await importCsv({ projectId, source, fileName, options }, services, context());
    return storage.datasets.get(id);
  };
  return { ...opened, take };
}

const typesOf = ({ columns }: { columns: readonly { name: string; type: string }[] }) =>
  Object.fromEntries(columns.map(({ name, type }) => [name, type]));

test('what was chosen for a file is taken over by the next one with the same columns, in any order, and told', async () => {
  const { take, services } = await project();
  const first = await take('made by hand\nshop;sum\n01;3\n02;4\n', { skipLines: 1, types: { shop: 'text' } }, 'jan.csv');
  expect(first.report!.recipe).toBeUndefined();
  await setColumn({ datasetId: first.id, column: 'sum', role: 'target' }, services);
  const second = await take('made again\nsum;shop\n5;1\n6;2\n', {}, 'feb.csv');
  expect(typesOf(second)).toEqual({ sum: 'integer', shop: 'text' });
  expect(second.columns.find(({ name }) => name === 'sum')!.role).toBe('target');
  expect(second.report!.recipe).toEqual({
    fileName: 'jan.csv',
    said: ['the lines above the table', 'the types of “shop”', 'the roles of “sum”']
  });
});

test('a file with other columns is read by itself', async () => {
  const { take } = await project();
  await take('shop;sum\n1;3\n2;4\n', { types: { shop: 'text' } });
  const other = await take('shop;sum;day\n1;3;4\n2;4;5\n');
  expect(typesOf(other)['shop']).toBe('integer');
  expect(other.report!.recipe).toBeUndefined();
});

test('read afresh, nothing is taken over, and it is forgotten', async () => {
  const { take, storage } = await project();
  await take('shop;sum\n1;3\n2;4\n', { types: { shop: 'text' } });
  const afresh = await take('shop;sum\n1;3\n2;4\n', { recipe: false });
  expect([typesOf(afresh)['shop'], afresh.report!.recipe]).toEqual(['integer', undefined]);
  expect((await storage.projects.get('p')).importRecipes).toEqual([]);
  expect(typesOf(await take('shop;sum\n1;3\n2;4\n'))['shop']).toBe('integer');
});

test('what is given now goes before what was given then', async () => {
  const { take } = await project();
  await take('shop;sum\n1;3\n2;4\n', { types: { shop: 'text', sum: 'number' } });
  expect(typesOf(await take('shop;sum\n1;3\n2;4\n', { types: { shop: 'category' } }))).toEqual({ shop: 'category', sum: 'number' });
});

test('a value that the type taken over makes no sense of is told and kept apart', async () => {
  const { take } = await project();
  await take('shop;sum\nA;3\nB;4\n', { types: { sum: 'number' } });
  const next = await take('shop;sum\nA;3\nB;none so far\n');
  expect(next.report!.quarantine).toMatchObject({ count: 1, kept: 1 });
});

test('recipes travel in the archive', async () => {
  const { take, storage, services } = await project();
  await take('shop;sum\n1;3\n2;4\n', { types: { shop: 'text' } });
  const archive = await exportArchive({ projectId: 'p', passphrase: null }, storage, context());
  const id = await importArchive({ archive, passphrase: null }, storage, 9, context());
  const again = await importCsv({ projectId: id, source: 'shop;sum\n1;3\n', fileName: 'x.csv', options: {} }, services, context());
  expect(typesOf(await storage.datasets.get(again))['shop']).toBe('text');
});
