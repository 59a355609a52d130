import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importCsv } from '../../src/jobs/import-csv.ts';
import { context, openProject } from './ingest-helper.ts';

test('a sample becomes a stored dataset that reads back', async () => {
  const { storage, projectId, services } = await openProject();
  const source = new Blob([readFileSync('public/samples/penguins.csv')]);
  const id = await importCsv({ projectId, source, fileName: 'penguins.csv', options: {} }, services, context());
  const dataset = await storage.datasets.get(id);
  expect(dataset).toMatchObject({ name: 'penguins', rows: 344, version: 1, source: { fileName: 'penguins.csv', bytes: 13_478 } });
  const table = await storage.datasets.readTable(id);
  expect(table.columns.map((column) => column.kind)).toEqual(['category', 'category', 'number', 'number', 'number', 'number', 'category']);
  expect((await storage.projects.get(projectId)).datasetId).toBe(id);
});
