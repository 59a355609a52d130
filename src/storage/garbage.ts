import type { Database } from './database.ts';
import { chunksOfRow, type StoreName } from './stores.ts';
import type { DatasetRecord } from './records/dataset.ts';
import type { ProjectRecord } from './records/project.ts';
import type { RunRecord } from './records/run.ts';

/** The stores `collectGarbage` reads and writes. */
export const garbageStores = [
  'datasets',
  'projects',
  'runs',
  'packages',
  'pendingChunks',
  'chunks',
  'chunkSizes'
] as const satisfies readonly StoreName[];

export const chunksOfDataset = ({ columns, report }: Pick<DatasetRecord, 'columns' | 'report'>): string[] => [
  ...columns.flatMap((column) => [...column.chunks]),
  ...(report?.quarantine ? [report.quarantine.chunk] : [])
];

export const chunksOfProject = (project: ProjectRecord): string[] => (project.split ? Object.values(project.split.parts) : []);

/** The row sets a run was made with: the project's split may have changed since. */
export const chunksOfRun = (run: RunRecord): string[] => Object.values(run.parts);

/** Every chunk something refers to: datasets, splits, runs, packages and work under way. Inside a transaction over `garbageStores`. */
export async function chunksInUse(db: Database, of: 'all' | 'all but datasets' = 'all'): Promise<Set<string>> {
  const used = new Set<string>();
  const note = (hashes: readonly string[]) => hashes.forEach((hash) => used.add(hash));
  if (of === 'all') await db.stores.datasets.each((dataset) => note(chunksOfDataset(dataset)));
  await db.stores.projects.each((project) => note(chunksOfProject(project)));
  await db.stores.runs.each((run) => note(chunksOfRun(run)));
  await db.stores.packages.each((row) => note([row.hash]));
  await db.stores.pendingChunks.each((row) => note(chunksOfRow(row)));
  return used;
}

/** Removes those of `candidates` that nothing refers to any more. Inside a write transaction over `garbageStores`. */
export async function collectGarbage(db: Database, candidates: Iterable<string>): Promise<void> {
  const asked = new Set(candidates);
  if (asked.size === 0) return;
  const used = await chunksInUse(db);
  const free = [...asked].filter((hash) => !used.has(hash));
  await db.stores.chunks.bulkDelete(free);
  await db.stores.chunkSizes.bulkDelete(free);
}
