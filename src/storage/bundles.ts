import { dataDamaged } from '../core/errors.ts';
import { chunkStores } from './chunks.ts';
import type { AuditHeadRow, Database } from './database.ts';
import { beginPending, pendingStores, type PendingWork } from './pending.ts';
import { requireProject } from './project-guard.ts';
import { chunksOf, projectStores, updateMarker } from './projects.ts';
import type { DatasetRecord } from './records/dataset.ts';
import type { DeploymentRecord, PredictionRecord, RequestRecord } from './records/deployment.ts';
import type { AuditRecord, ResultRecord } from './records/log.ts';
import type { ProjectRecord } from './records/project.ts';
import type { VersionRecord } from './records/registry.ts';
import type { RunRecord } from './records/run.ts';

/** Every record of one project. The bytes they refer to are chunks, named by `chunks`. */
export interface ProjectBundle {
  readonly project: ProjectRecord;
  readonly datasets: readonly DatasetRecord[];
  readonly runs: readonly RunRecord[];
  /** Their hashes. */
  readonly packages: readonly string[];
  readonly versions: readonly VersionRecord[];
  readonly deployments: readonly DeploymentRecord[];
  readonly predictions: readonly PredictionRecord[];
  readonly requests: readonly RequestRecord[];
  readonly audit: readonly AuditRecord[];
  readonly auditHead: AuditHeadRow | null;
  readonly results: readonly ResultRecord[];
}

/** Ids and names that are taken already, of those a bundle would bring. */
export interface TakenNames {
  readonly project: boolean;
  readonly datasets: ReadonlySet<string>;
  readonly runs: ReadonlySet<string>;
  readonly deployments: ReadonlySet<string>;
}

/** One project coming in from outside: its chunks first, then all its records in one transaction. */
export interface BundleWriter {
  /** @returns the SHA-256 the bytes are stored under */
  putChunk(bytes: Uint8Array): Promise<string>;
  commit(bundle: ProjectBundle): Promise<void>;
  abandon(): Promise<void>;
}

export interface Bundles {
  /** All records of a project as they were at one moment, and the hashes of the chunks they refer to, sorted. */
  read(projectId: string): Promise<{ readonly bundle: ProjectBundle; readonly chunks: readonly string[] }>;
  taken(bundle: ProjectBundle): Promise<TakenNames>;
  write(): Promise<BundleWriter>;
}

export function createBundles(db: Database): Bundles {
  return {
    read: (projectId) =>
      db.read([...projectStores], async () => ({
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
  const packages = await stores.packages.where('projectIds').equals(projectId).toArray();
  return {
    project,
    datasets: await stores.datasets.where('projectId').equals(projectId).toArray(),
    runs: await stores.runs.where('projectId').equals(projectId).toArray(),
    packages: packages.map((row) => row.hash),
    versions: await stores.versions.where('projectId').equals(projectId).toArray(),
    deployments,
    predictions: await stores.predictions.where('deployment').anyOf(names).toArray(),
    requests: await stores.requests.where('deployment').anyOf(names).toArray(),
    audit: await stores.audit.where('projectId').equals(projectId).toArray(),
    auditHead: (await stores.auditHeads.get(projectId)) ?? null,
    results: await stores.results.where('projectId').equals(projectId).toArray()
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
      await db.write([...projectStores, ...chunkStores, ...pendingStores], async () => {
        await addRecords(db, bundle);
        await requireAllChunks(db, bundle.project.id);
        await work.finishInside();
      });
      work.letGo();
      await updateMarker(db);
    },
    abandon: () => work.abandon()
  };
}

async function addRecords({ stores }: Database, bundle: ProjectBundle): Promise<void> {
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
  for (const hash of bundle.packages) {
    const others = (await stores.packages.get(hash))?.projectIds ?? [];
    await stores.packages.put({ hash, projectIds: [...new Set([...others, bundle.project.id])] });
  }
}

async function requireAllChunks(db: Database, projectId: string): Promise<void> {
  const hashes = [...(await chunksOf(db, projectId))];
  const sizes = await db.stores.chunkSizes.bulkGet(hashes);
  const lost = sizes.findIndex((size) => size === undefined);
  if (lost >= 0) throw dataDamaged('A piece of the project', hashes[lost]!);
}
