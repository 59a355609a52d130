import { dataDamaged, shapeMismatch } from '../core/errors.ts';
import { canonicalJson, sha256 } from '../core/hash.ts';
import { encodeColumn, rowsOf } from './column-codec.ts';
import type { Database } from './database.ts';
import { beginPending, pendingStores, type PendingWork } from './pending.ts';
import { requireProject } from './project-guard.ts';
import { updateMarker } from './projects.ts';
import { datasetKind, type DatasetRecord, type StoredColumn } from './records/dataset.ts';
import { CHUNK_ROWS, chunkRowsOf, type DatasetWriter } from './storage.ts';

type Commit = Parameters<DatasetWriter['commit']>[0];

/** @throws LatheError `unknown-id` when there is no such project */
export async function createDatasetWriter(db: Database, projectId: string): Promise<DatasetWriter> {
  await db.read(['projects'], () => requireProject(db, projectId));
  const work = await beginPending(db, projectId);
  return {
    async append(column) {
      const rows = rowsOf(column);
      if (!Number.isInteger(rows) || rows > CHUNK_ROWS)
        throw shapeMismatch(`Rows in a piece of the column "${column.name}", at most`, CHUNK_ROWS, rows);
      return work.put(encodeColumn(column));
    },
    commit: (dataset) => commit(db, projectId, work, dataset),
    abandon: () => work.abandon()
  };
}

async function commit(db: Database, projectId: string, work: PendingWork, dataset: Commit): Promise<DatasetRecord> {
  checkPieces(dataset);
  const id = crypto.randomUUID();
  const hash = await hashOfDataset(dataset.rows, dataset.columns);
  const record = await db.write(['projects', 'datasets', 'chunkSizes', ...pendingStores], async () => {
    const project = await requireProject(db, projectId);
    await requireChunks(db, dataset.columns);
    const version = await nextVersion(db, projectId);
    const created = datasetKind.check({ ...dataset, id, projectId, version, hash, createdAt: db.now() });
    await db.stores.datasets.add(created);
    await db.stores.projects.put({ ...project, datasetId: id, modifiedAt: db.now() });
    await work.finishInside();
    return created;
  });
  work.letGo();
  await updateMarker(db);
  return record;
}

/**
 * SHA-256 over the schema (names, types, roles, labels, image sizes) and the chunk hashes. No ids, times or counts in it: the same rows under the
 * same schema give the same hash on every machine.
 */
export async function hashOfDataset(rows: number, columns: readonly StoredColumn[]): Promise<string> {
  const content = columns.map(({ name, type, role, kind, labels, image, chunks }) => ({ name, type, role, kind, labels, image, chunks }));
  return sha256(new TextEncoder().encode(canonicalJson({ rows, chunkRows: chunkRowsOf(columns), columns: content })));
}

function checkPieces(dataset: Commit): void {
  const need = Math.ceil(dataset.rows / chunkRowsOf(dataset.columns));
  for (const column of dataset.columns) {
    if (column.chunks.length !== need) throw shapeMismatch(`Pieces of the column "${column.name}"`, need, column.chunks.length);
  }
}

/** A version made from another names that one's chunks, which may be gone by now. */
async function requireChunks(db: Database, columns: readonly StoredColumn[]): Promise<void> {
  const hashes = [...new Set(columns.flatMap((column) => column.chunks))];
  const rows = await db.stores.chunkSizes.bulkGet(hashes);
  const lost = rows.findIndex((row) => row === undefined);
  if (lost >= 0) throw dataDamaged('A stored piece of data', hashes[lost]!);
}

async function nextVersion(db: Database, projectId: string): Promise<number> {
  const earlier = await db.stores.datasets.where('projectId').equals(projectId).toArray();
  return earlier.reduce((highest, dataset) => Math.max(highest, dataset.version), 0) + 1;
}
