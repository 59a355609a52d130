import { expect, test } from 'vitest';
import { auditDataset } from '../../src/jobs/audit.ts';
import { profileDataset } from '../../src/jobs/profile.ts';
import type { JobServices } from '../../src/jobs/services.ts';
import { kindOf } from '../../src/core/schema.ts';
import type { StoredColumn } from '../../src/storage/records/dataset.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { quietContext, readSample } from '../stages/explore/read-sample.ts';
import { commitOf, openFresh, projectRecord, storeColumn } from '../storage/helper.ts';

async function storeSample(storage: Storage, projectId: string, name: string) {
  const { table, schema } = readSample(name);
  await storage.projects.add(projectRecord(projectId));
  const writer = await storage.datasets.write(projectId);
  const columns: StoredColumn[] = [];
  for (const [i, column] of table.columns.entries()) {
    const distinct = column.kind === 'number' ? new Set(column.values).size : column.kind === 'category' ? column.labels.length : 0;
    columns.push({ ...(await storeColumn(writer, column)), type: schema[i]!.type, kind: kindOf(schema[i]!.type), distinct });
  }
  return writer.commit(commitOf(table.rows, columns));
}

const servicesOf = (storage: Storage): JobServices => ({ storage, now: () => 1 });

test('the leak in titanic is found before anybody named a target, and after', async () => {
  const storage = await openFresh();
  const dataset = await storeSample(storage, 'p', 'titanic');
  const guessed = await auditDataset({ datasetId: dataset.id }, servicesOf(storage), quietContext());
  expect(guessed[0]).toMatchObject({ code: 'target-leak', columns: ['alive'] });
  await storage.projects.update('p', (project) => ({
    ...project,
    problem: { statement: '', task: 'classification', target: 'sex', metric: 'accuracy' }
  }));
  const named = await auditDataset({ datasetId: dataset.id }, servicesOf(storage), quietContext());
  expect(named.filter(({ code }) => code === 'target-leak')).toEqual([]);
  storage.close();
});

test('a profile is made once and then read', async () => {
  const storage = await openFresh();
  const dataset = await storeSample(storage, 'p', 'penguins');
  const first = await profileDataset({ datasetId: dataset.id }, servicesOf(storage), quietContext());
  const stopped = AbortSignal.abort();
  const again = await profileDataset({ datasetId: dataset.id }, servicesOf(storage), {
    ...quietContext(),
    signal: stopped,
    breathe: () => Promise.reject(new Error('worked again'))
  });
  expect(again).toEqual(first);
  expect(await storage.results.list('p')).toHaveLength(1);
  storage.close();
});
