import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileOptions } from '../../src/core/file-options.ts';
import { importFile } from '../../src/jobs/import-file.ts';
import { readRows } from '../../src/jobs/read-rows.ts';
import { context, openProject } from './ingest-helper.ts';

/** A file of tests/reference/formats. */
export const fixture = (name: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(readFileSync(join(import.meta.dirname, '..', 'reference', 'formats', name)));

/** Imports bytes under a name into a project of their own. */
export async function imported(content: Uint8Array | string, fileName: string, options: FileOptions = {}) {
  const opened = await openProject();
  const source = typeof content === 'string' ? content : new Blob([content as Uint8Array<ArrayBuffer>]);
  const id = await importFile({ projectId: 'p', source, fileName, options }, opened.services, context());
  const dataset = await opened.storage.datasets.get(id);
  const rows = await readRows({ datasetId: id, start: 0, count: 1000 }, opened.services);
  return { ...opened, id, dataset, rows, types: Object.fromEntries(dataset.columns.map(({ name, type }) => [name, type])) };
}
