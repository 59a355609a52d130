import { dataDamaged } from '../core/errors/storage.ts';
import type { Database } from './database.ts';
import { addMissingFeatures, featuresOfProject } from './features.ts';
import { garbageStores } from './garbage.ts';
import { beginPending, pendingStores, type PendingWork } from './pending.ts';
import type { Bundles, BundleWriter, ProjectBundle, TakenNames } from './project-bundle.ts';
import { requireProject } from './project-guard.ts';
import { chunksOf, projectStores, updateMarker } from './projects.ts';

export function createBundles(db: Database): Bundles {
  return {
    read: (projectId) =>
      db.read([...projectStores, 'features'], async () => ({
        bundle: await readBundle(db, projectId),
        chunks: [...(await chunksOf(db, projectId))].sort()
      })),
    taken: (bundle) => db.read(['projects', 'datasets', 'runs', 'deployments'], () => takenNames(db, bundle)),
    write: async () => bundleWriter(db, await beginPending(db, null))
  };
}

async function readBundle(db: Database, projectId: string): Promise<ProjectBundle> {
  const { stores } = db;
  const project = await requireProject(db, projectId);
  const deployments = await stores.deployments.where('projectId').equals(projectId).toArray();
  const names = deployments.map((deployment) => deployment.name);
  const runs = await stores.runs.where('projectId').equals(projectId).toArray();
  const packages = await stores.packages.where('projectIds').equals(projectId).toArray();
  return {
    project,
    datasets: await stores.datasets.where('projectId').equals(projectId).toArray(),
    runs,
    packages: packages.map((row) => row.hash),
    versions: await stores.versions.where('projectId').equals(projectId).toArray(),
    deployments,
    predictions: await stores.predictions.where('deployment').anyOf(names).toArray(),
    requests: await stores.requests.where('deployment').anyOf(names).toArray(),
    audit: await stores.audit.where('projectId').equals(projectId).toArray(),
    auditHead: (await stores.auditHeads.get(projectId)) ?? null,
    results: await stores.results.where('projectId').equals(projectId).toArray(),
    features: await featuresOfProject(db, project, runs)
  };
}

async function takenNames(db: Database, bundle: ProjectBundle): Promise<TakenNames> {
  const { stores } = db;
  const among = async (
    store: { where(index: ':id'): { anyOf(ids: string[]): { primaryKeys(): PromiseLike<string[]> } } },
    ids: readonly string[]
  ) =>
    new Set(
      await store
        .where(':id')
        .anyOf([...ids])
        .primaryKeys()
    );
  return {
    project: (await stores.projects.get(bundle.project.id)) !== undefined,
    datasets: await among(
      stores.datasets,
      bundle.datasets.map((dataset) => dataset.id)
    ),
    runs: await among(
      stores.runs,
      bundle.runs.map((run) => run.id)
    ),
    deployments: await among(
      stores.deployments,
      bundle.deployments.map((deployment) => deployment.name)
    )
  };
}

function bundleWriter(db: Database, work: PendingWork): BundleWriter {
  return {
    putChunk: (bytes) => work.put(bytes),
    async commit(bundle) {
      await db.write([...projectStores, ...garbageStores, ...pendingStores, 'features'], async () => {
        await addRecords(db, bundle);
        await work.finishInside(await requireAllChunks(db, bundle.project.id));
      });
      work.letGo();
      await updateMarker(db);
    },
    abandon: () => work.abandon()
  };
}

async function addRecords(db: Database, bundle: ProjectBundle): Promise<void> {
  const { stores } = db;
  await stores.projects.add(bundle.project);
  await stores.datasets.bulkAdd([...bundle.datasets]);
  await stores.runs.bulkAdd([...bundle.runs]);
  await stores.versions.bulkAdd([...bundle.versions]);
  await stores.deployments.bulkAdd([...bundle.deployments]);
  await stores.predictions.bulkAdd([...bundle.predictions]);
  await stores.requests.bulkAdd([...bundle.requests]);
  await stores.audit.bulkAdd([...bundle.audit]);
  if (bundle.auditHead) await stores.auditHeads.add(bundle.auditHead);
  await stores.results.bulkAdd([...bundle.results]);
  await addMissingFeatures(db, bundle.features);
  for (const hash of bundle.packages) {
    const others = (await stores.packages.get(hash))?.projectIds ?? [];
    await stores.packages.put({ hash, projectIds: [...new Set([...others, bundle.project.id])] });
  }
}

/** @returns the chunks the project refers to */
async function requireAllChunks(db: Database, projectId: string): Promise<readonly string[]> {
  const hashes = [...(await chunksOf(db, projectId))];
  const sizes = await db.stores.chunkSizes.bulkGet(hashes);
  const lost = sizes.findIndex((size) => size === undefined);
  if (lost >= 0) throw dataDamaged('A piece of the project', hashes[lost]!);
  return hashes;
}
