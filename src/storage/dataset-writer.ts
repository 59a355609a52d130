import { dataDamaged } from '../core/errors/storage.ts';
import { shapeMismatch } from '../core/errors/tables.ts';
import { marksOf } from '../core/schema.ts';
import { canonicalJson, sha256 } from '../core/hash.ts';
import { freshLineage, lineageFor } from '../core/lineage.ts';
import { rowsOfColumn } from '../core/table.ts';
import { encodedApart } from './column-codec.ts';
import type { Database } from './database.ts';
import { chunksOfDataset, garbageStores } from './garbage.ts';
import { beginPending, pendingStores, takeOverPending, type PendingWork } from './pending.ts';
import { requireProject } from './project-guard.ts';
import { withSettled } from './settle-terms.ts';
import { updateMarker } from './projects.ts';
import { datasetKind, type DatasetRecord, type StoredColumn } from './records/dataset.ts';
import { CHUNK_ROWS, chunkRowsOf, type DatasetWriter, type ImportPart } from './storage.ts';

type Commit = Parameters<DatasetWriter['commit']>[0];

/** @throws LatheError `unknown-id` when there is no such project; `import-ended` when what shall go on is gone */
export async function createDatasetWriter(db: Database, projectId: string, goOn?: string): Promise<DatasetWriter> {
  await db.read(['projects'], () => requireProject(db, projectId));
  const work = goOn === undefined ? await beginPending(db, projectId) : await takeOverPending(db, goOn);
  return {
    id: work.id,
    ...importPart(work),
    outlive: (unfinished) => work.outlive(unfinished),
    commit: (dataset) => commit(db, projectId, work, dataset),
    abandon: () => work.abandon()
  };
}

export const importPart = (work: PendingWork): ImportPart => ({
  async append(column) {
    const rows = rowsOfColumn(column);
    if (!Number.isInteger(rows) || rows > CHUNK_ROWS)
      throw shapeMismatch(`Rows in a piece of the column "${column.name}", at most`, CHUNK_ROWS, rows);
    return work.put(encodedApart(column));
  },
  keep: (bytes) => work.put(bytes),
  keepCheckpoint: (group, rows, state) => work.keepCheckpoint(group, rows, state)
});

async function commit(db: Database, projectId: string, work: PendingWork, { ownTable, ...dataset }: Commit): Promise<DatasetRecord> {
  checkPieces(dataset);
  const id = crypto.randomUUID();
  const hash = await hashOfDataset(dataset.rows, dataset.columns);
  const record = await db.write([...garbageStores, ...pendingStores], async () => {
    const project = await requireProject(db, projectId);
    await requireChunks(db, dataset, await work.chunksInside());
    const earlier = (await db.stores.datasets.where('projectId').equals(projectId).toArray()).sort((a, b) => a.version - b.version);
    const version = (earlier.at(-1)?.version ?? 0) + 1;
    const lineage = ownTable ? freshLineage(dataset.name, earlier) : lineageFor(dataset, earlier);
    const named = lineage === dataset.name ? {} : { lineage };
    const created = datasetKind.check({ ...dataset, id, projectId, version, hash, createdAt: db.now(), ...named });
    await db.stores.datasets.add(created);
    await db.stores.projects.put(withSettled({ ...project, datasetId: id, modifiedAt: db.now() }, [created]));
    await work.finishInside(chunksOfDataset(created));
    return created;
  });
  work.letGo();
  await updateMarker(db);
  return record;
}

/**
 * SHA-256 over the schema (names, types, roles, labels and whether they stand in their order, image sizes, pairs of degrees, zones, units) and the chunk hashes. No ids, times, counts or ways of writing in it: the same rows under the
 * same schema give the same hash on every machine.
 */
export async function hashOfDataset(rows: number, columns: readonly StoredColumn[]): Promise<string> {
  const content = columns.map(({ name, type, role, kind, labels, image, chunks, ...marks }) => ({
    ...{ name, type, role, kind, labels, image, chunks },
    ...marksOf(marks)
  }));
  return sha256(new TextEncoder().encode(canonicalJson({ rows, chunkRows: chunkRowsOf(columns), columns: content })));
}

function checkPieces(dataset: Commit): void {
  const need = Math.ceil(dataset.rows / chunkRowsOf(dataset.columns));
  for (const column of dataset.columns) {
    if (column.chunks.length !== need) throw shapeMismatch(`Pieces of the column "${column.name}"`, need, column.chunks.length);
  }
}

/** A version made from another names that one's chunks, which may be gone by now. */
async function requireChunks(db: Database, dataset: Commit, written: ReadonlySet<string>): Promise<void> {
  const hashes = [...new Set(chunksOfDataset(dataset))].filter((hash) => !written.has(hash));
  const rows = await db.stores.chunkSizes.bulkGet(hashes);
  const lost = rows.findIndex((row) => row === undefined);
  if (lost >= 0) throw dataDamaged('A stored piece of data', hashes[lost]!);
}
