import 'fake-indexeddb/auto';
import type { WorkContext } from '../../src/core/context.ts';
import type { CsvOptions } from '../../src/core/csv-options.ts';
import { importCsv } from '../../src/jobs/import-csv.ts';
import { openFresh, projectRecord } from '../storage/helper.ts';

export const context = (change: Partial<WorkContext> = {}): WorkContext => ({
  signal: new AbortController().signal,
  breathe: () => Promise.resolve(),
  onProgress: () => {},
  ...change
});

/** A storage with one project in it. */
export async function openProject() {
  const storage = await openFresh();
  await storage.projects.add(projectRecord('p'));
  return { storage, projectId: 'p', services: { storage, now: () => 7 } };
}

/** A project whose data are this CSV. */
export async function projectWith(csv: string, options: CsvOptions = {}) {
  const opened = await openProject();
  const id = await importCsv({ projectId: 'p', source: csv, fileName: 'data.csv', options }, opened.services, context());
  return { ...opened, id };
}
