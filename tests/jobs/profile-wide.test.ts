import { projectWith, quiet, testServices } from './support.ts';
import { expect, test, vi } from 'vitest';
import { profileDataset } from '../../src/jobs/profile.ts';
import { databaseOf } from '../../src/storage/open-storage.ts';

test('a wide table is profiled without reading its record anew for each column', async () => {
  const services = await testServices();
  const names = Array.from({ length: 300 }, (_, i) => `c${i}`);
  const rows = Array.from({ length: 5 }, (_, row) => names.map((_name, i) => (row * 7 + i) % 11).join());
  const projectId = await projectWith(services, `${names.join()}\n${rows.join('\n')}\n`, {});
  const { datasetId } = await services.storage.projects.get(projectId);
  const reads = vi.spyOn(databaseOf(services.storage).stores.datasets, 'get');
  const pieces = vi.spyOn(databaseOf(services.storage).stores.chunks, 'bulkGet');
  const profile = await profileDataset({ datasetId: datasetId! }, services, quiet);
  expect(Object.keys(profile.columns)).toHaveLength(300);
  expect(reads.mock.calls.length).toBeLessThan(5);
  expect(pieces.mock.calls.length).toBeLessThan(10);
});
