import type { WorkContext } from '../../core/context.ts';
import { cellText, presenceOf } from '../../stages/ingest/rules/cells.ts';
import type { CheckGround, OtherKey } from '../../stages/ingest/rules/rule-kind.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import type { JobServices } from '../services.ts';
import { readPieces } from './pieces.ts';

/** Keys of a table with more rows are not offered unasked. */
const MOST_KEYS = 200_000;

/** What checks may ask of the device: the time, and the keys of other tables by their latest version. */
export const checkGround = (services: JobServices, context: WorkContext): CheckGround => ({
  now: services.now(),
  async keysOf(datasetId, column) {
    const dataset = await latestOf(datasetId, services);
    if (!dataset?.columns.some(({ name }) => name === column)) return null;
    return { keys: await valuesOf(dataset, column, services, context), table: dataset.name };
  }
});

/** Columns of the other projects' data in which each value stands once. */
export async function otherKeys({ projectId }: DatasetRecord, services: JobServices, context: WorkContext): Promise<OtherKey[]> {
  const { storage } = services;
  const found: OtherKey[] = [];
  for (const { id, datasetId } of await storage.projects.list()) {
    if (id === projectId || datasetId === null) continue;
    const dataset = await storage.datasets.get(datasetId);
    if (dataset.rows > MOST_KEYS) continue;
    for (const { name, type, distinct, missing } of dataset.columns) {
      if (!['integer', 'category', 'text'].includes(type) || distinct < 2 || missing > 0 || distinct < dataset.rows) continue;
      found.push({ datasetId, table: dataset.name, column: name, keys: await valuesOf(dataset, name, services, context) });
    }
  }
  return found;
}

/** The newest version of the table an id is a version of; null when it is gone. */
async function latestOf(datasetId: string, { storage }: JobServices): Promise<DatasetRecord | null> {
  for (const { id } of await storage.projects.list()) {
    const versions = await storage.datasets.list(id);
    const asked = versions.find((version) => version.id === datasetId);
    if (asked) return versions.findLast(({ name }) => name === asked.name)!;
  }
  return null;
}

async function valuesOf(dataset: DatasetRecord, column: string, services: JobServices, context: WorkContext): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  const quiet = { ...context, onProgress: () => undefined };
  for await (const { columns, rows } of readPieces(dataset, [column], services, quiet)) {
    const isThere = presenceOf(columns[0]!);
    for (let row = 0; row < rows; row++) if (isThere(row)) keys.add(cellText(columns[0]!, row));
  }
  return keys;
}
