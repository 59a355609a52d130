import { unknownId } from '../core/errors/anywhere.ts';
import { versionInUse } from '../core/errors/shaping.ts';
import { quoted } from '../core/words.ts';
import type { Database } from './database.ts';
import type { StoreName } from './stores.ts';
import { chunksInUse, chunksOfDataset, collectGarbage, garbageStores } from './garbage.ts';
import { updateMarker } from './projects.ts';
import { datasetKind, type DatasetRecord } from './records/dataset.ts';
import type { RunRecord } from './records/run.ts';
import type { Storage, VersionBytes } from './storage.ts';

const removalStores = [...garbageStores, 'versions', 'results'] as const satisfies readonly StoreName[];

/** What is done to versions after they were written. */
export function createVersionUpkeep(db: Database): Pick<Storage['datasets'], 'setTags' | 'remove' | 'bytesByVersion'> {
  return {
    setTags: (id, tags) => db.write(['datasets'], () => setTags(db, id, tags)),
    async remove(id) {
      await db.write([...removalStores], () => removeVersion(db, id));
      await updateMarker(db);
    },
    bytesByVersion: (projectId) => db.read([...garbageStores], () => bytesByVersion(db, projectId))
  };
}

async function requireVersion(db: Database, id: string): Promise<DatasetRecord> {
  const dataset = await db.stores.datasets.get(id);
  if (!dataset) throw unknownId('dataset', id, await db.stores.datasets.toCollection().primaryKeys());
  return dataset;
}

const withTags = ({ tags: _old, ...dataset }: DatasetRecord, tags: readonly string[]): DatasetRecord =>
  datasetKind.check(tags.length === 0 ? dataset : { ...dataset, tags: [...tags] });

async function setTags(db: Database, id: string, tags: readonly string[]): Promise<DatasetRecord> {
  const dataset = await requireVersion(db, id);
  const given = [...new Set(tags)];
  for (const other of await db.stores.datasets.where('projectId').equals(dataset.projectId).toArray()) {
    const left = (other.tags ?? []).filter((tag) => !given.includes(tag));
    if (other.id !== id && left.length !== (other.tags ?? []).length) await db.stores.datasets.put(withTags(other, left));
  }
  const tagged = withTags(dataset, given);
  await db.stores.datasets.put(tagged);
  return tagged;
}

async function removeVersion(db: Database, id: string): Promise<void> {
  const dataset = await requireVersion(db, id);
  const users = await usersOf(db, dataset);
  if (users.length > 0) throw versionInUse(`Version ${dataset.version} of ${quoted(dataset.name)}`, users);
  await db.stores.datasets.delete(id);
  await forgetResults(db, dataset);
  await collectGarbage(db, chunksOfDataset(dataset));
}

/** What was found out about the rows goes with them, unless another version has the very same. */
async function forgetResults(db: Database, { projectId, hash }: DatasetRecord): Promise<void> {
  const twins = await db.stores.datasets
    .where('projectId')
    .equals(projectId)
    .filter((other) => other.hash === hash)
    .count();
  if (twins > 0) return;
  await db.stores.results
    .where('projectId')
    .equals(projectId)
    .filter(({ key }) => key.includes(hash))
    .delete();
}

const needsItsData = ({ status }: RunRecord): boolean => status === 'done' || status === 'running';

/** Who would miss the version, in words. */
async function usersOf(db: Database, { id, projectId }: DatasetRecord): Promise<string[]> {
  const { stores } = db;
  const project = await stores.projects.get(projectId);
  const users: string[] = [];
  if (project?.datasetId === id) users.push('the project works with it');
  if (project?.split?.datasetId === id) users.push('the split divides its rows');
  const runs = await stores.runs.filter((run) => run.datasetId === id && needsItsData(run)).toArray();
  for (const run of runs.slice(0, 3)) users.push(`the run ${run.label} (${run.id.slice(0, 8)}) was trained on it`);
  if (runs.length > 3) users.push(`${runs.length - 3} more runs were trained on it`);
  const ids = new Set(runs.map((run) => run.id));
  const packages = await stores.versions.filter((version) => ids.has(version.runId)).toArray();
  for (const { name, version } of packages.slice(0, 3)) users.push(`the package ${name}@${version} was made with it`);
  return users;
}

async function bytesByVersion(db: Database, projectId: string): Promise<VersionBytes[]> {
  const datasets = await db.stores.datasets.toArray();
  const holders = new Map<string, number>();
  for (const dataset of datasets) for (const hash of new Set(chunksOfDataset(dataset))) holders.set(hash, (holders.get(hash) ?? 0) + 1);
  const others = await chunksInUse(db, 'all but datasets');
  const own = datasets.filter((dataset) => dataset.projectId === projectId).sort((a, b) => a.version - b.version);
  const hashes = [...new Set(own.flatMap(chunksOfDataset))];
  const sizes = await db.stores.chunkSizes.bulkGet(hashes);
  const sizeOf = new Map(hashes.map((hash, i) => [hash, sizes[i]?.size ?? 0]));
  return own.map((dataset) => {
    const bytes = { id: dataset.id, own: 0, shared: 0 };
    for (const hash of new Set(chunksOfDataset(dataset)))
      bytes[holders.get(hash) === 1 && !others.has(hash) ? 'own' : 'shared'] += sizeOf.get(hash)!;
    return bytes;
  });
}
