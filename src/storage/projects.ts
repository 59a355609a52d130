import { ChunkSizes } from './chunk-sizes.ts';
import { markCounts } from './marker.ts';
import type { Database } from './database.ts';
import type { StoreName } from './stores.ts';
import { chunksOfDataset, chunksOfProject, chunksOfRun, collectGarbage, garbageStores } from './garbage.ts';
import { pendingStores, sweepPending } from './pending.ts';
import { requireProject } from './project-guard.ts';
import { projectKind } from './records/project.ts';
import type { Storage } from './storage.ts';

/** The stores that hold records of a project. */
export const projectStores = [
  'projects',
  'datasets',
  'runs',
  'packages',
  'versions',
  'deployments',
  'predictions',
  'requests',
  'audit',
  'auditHeads',
  'results',
  'jobs',
  'keys'
] as const satisfies readonly StoreName[];

export function createProjects(db: Database): Storage['projects'] {
  const { stores } = db;
  const sizes = new ChunkSizes();
  return {
    async add(project) {
      await db.write(['projects'], async () => void (await stores.projects.add(projectKind.check(project))));
      await updateMarker(db);
    },
    get: (id) => db.read(['projects'], () => requireProject(db, id)),
    list: () => db.read(['projects'], () => stores.projects.toArray()),
    update: (id, change) =>
      db.write([...garbageStores, ...pendingStores], async () => {
        const before = await requireProject(db, id);
        const after = projectKind.check({ ...change(before), id });
        await stores.projects.put(after);
        await adoptParts(db, chunksOfProject(before), chunksOfProject(after));
        return after;
      }),
    async remove(id) {
      await db.write([...projectStores, ...garbageStores, 'checkpoints'], () => removeProject(db, id));
      await sweepPending(db);
      await updateMarker(db);
    },
    sizeBytes: (id) => db.read([...projectStores, 'chunkSizes'], async () => sizes.sum(db, await chunksOf(db, id)))
  };
}

/** Row sets of a split are stored before the project refers to them; now that it does, it keeps them, and those of the old split may go. */
async function adoptParts(db: Database, before: readonly string[], after: readonly string[]): Promise<void> {
  if (String(before) === String(after)) return;
  const { id } = db.looseChunks;
  if (id !== null) await db.stores.pendingChunks.bulkDelete(after.map((hash) => [id, hash]));
  await collectGarbage(db, before);
}

/** Notes the counts outside the database, for the day it is lost. */
export async function updateMarker(db: Database): Promise<void> {
  if (!db.marker) return;
  const counts = await db.read(['projects', 'datasets'], () => Promise.all([db.stores.projects.count(), db.stores.datasets.count()]));
  markCounts(db.marker, ...counts);
}

async function removeProject(db: Database, id: string): Promise<void> {
  const { stores } = db;
  const freed = await chunksOf(db, id);
  const deployments = await stores.deployments.where('projectId').equals(id).primaryKeys();
  await stores.predictions.where('deployment').anyOf(deployments).delete();
  await stores.requests.where('deployment').anyOf(deployments).delete();
  for (const store of [
    stores.datasets,
    stores.runs,
    stores.versions,
    stores.deployments,
    stores.audit,
    stores.results,
    stores.keys
  ] as const) {
    await store.where('projectId').equals(id).delete();
  }
  await stores.auditHeads.delete(id);
  await removeJobs(db, id);
  await leavePackages(db, id);
  await stores.projects.delete(id);
  await collectGarbage(db, freed);
}

/** The jobs of a project, and what they had kept. Inside a transaction over `jobs` and `checkpoints`. */
export async function removeJobs({ stores }: Database, projectId: string): Promise<void> {
  const ids = await stores.jobs.filter((job) => job.projectId === projectId).primaryKeys();
  await stores.checkpoints.where('pendingId').anyOf(ids).delete();
  await stores.jobs.bulkDelete(ids);
}

async function leavePackages(db: Database, id: string): Promise<void> {
  const { packages } = db.stores;
  for (const row of await packages.where('projectIds').equals(id).toArray()) {
    const projectIds = row.projectIds.filter((other) => other !== id);
    if (projectIds.length > 0) await packages.put({ ...row, projectIds });
    else await packages.delete(row.hash);
  }
}

/** Every chunk of a project, each once. Inside a transaction over `projectStores`. */
export async function chunksOf(db: Database, id: string): Promise<Set<string>> {
  const { stores } = db;
  const project = await stores.projects.get(id);
  const datasets = await stores.datasets.where('projectId').equals(id).toArray();
  const runs = await stores.runs.where('projectId').equals(id).toArray();
  const packages = await stores.packages.where('projectIds').equals(id).toArray();
  return new Set([
    ...(project ? chunksOfProject(project) : []),
    ...datasets.flatMap(chunksOfDataset),
    ...runs.flatMap(chunksOfRun),
    ...packages.map((row) => row.hash)
  ]);
}
