import { isLatheError } from '../core/errors/lathe-error.ts';
import { storageUnavailable } from '../core/errors/storage.ts';
import { createAudit } from './audit.ts';
import { createBundles } from './bundles.ts';
import { readChunk } from './chunks.ts';
import { createDatabase } from './create-database.ts';
import type { WriteFault } from './create-database.ts';
import type { Database } from './database.ts';
import { createDatasets } from './datasets.ts';
import { createDeployments } from './deployments.ts';
import { createErasures } from './erasures.ts';
import { createFeatures } from './features.ts';
import { createJobs } from './jobs.ts';
import { createSchedules } from './schedules.ts';
import { createKeys } from './keys.ts';
import { createLiveness, releasable, type Liveness } from './liveness.ts';
import { localMarker, markedCounts, type Marker } from './marker.ts';
import { migrate } from './migrate.ts';
import { createPackages } from './packages.ts';
import { sweepPending } from './pending.ts';
import { createPredictions } from './predictions.ts';
import { createProjects, updateMarker } from './projects.ts';
import { recordKinds } from './records/kinds.ts';
import { createResults } from './results.ts';
import { createRuns } from './runs.ts';
import type { Storage } from './storage.ts';
import { createUnfinished } from './unfinished.ts';
import { createVersions } from './versions.ts';

/** What a test puts in the place of the outside world. */
export interface StorageOutside {
  readonly liveness: Liveness;
  readonly marker: Marker | null;
  readonly now: () => number;
  readonly fault: WriteFault | null;
}

const databases = new WeakMap<Storage, Database>();

/**
 * Opens (and on the first visit makes) the database, brings old records up to date, and removes what dead tabs left half-done.
 * @throws LatheError `storage-unavailable` when the browser gives no database
 */
export async function openStorage(name = 'lathe', outside: Partial<StorageOutside> = {}): Promise<Storage> {
  const liveness = releasable(outside.liveness ?? createLiveness());
  const db = createDatabase(name, { marker: localMarker(name), now: () => Date.now(), fault: null, ...outside, liveness });
  try {
    await db.dexie.open();
    await migrate(db, recordKinds);
    await sweepPending(db).catch(ignoreOutdated);
    const storage = assemble(db, await isLost(db), () => liveness.letGoAll());
    databases.set(storage, db);
    return storage;
  } catch (error) {
    db.dexie.close();
    throw isLatheError(error) ? error : storageUnavailable(error);
  }
}

/** An older tab can still read. */
function ignoreOutdated(error: unknown): void {
  if (!isLatheError(error) || error.code !== 'tab-outdated') throw error;
}

/** The marker knows of projects, the database of none: not a first visit but a loss. It stays marked until a project is there again. */
async function isLost(db: Database): Promise<boolean> {
  const marked = markedCounts(db.marker);
  const projects = await db.read(['projects'], () => db.stores.projects.count());
  if (projects > 0) await updateMarker(db);
  return projects === 0 && marked.projects > 0;
}

function assemble(db: Database, dataLost: boolean, letGoAll: () => void): Storage {
  const projects = createProjects(db);
  return {
    dataLost,
    projects,
    datasets: createDatasets(db),
    chunks: { put: (bytes) => db.looseChunks.put(bytes), get: (hash) => readChunk(db, hash) },
    runs: createRuns(db),
    packages: createPackages(db),
    versions: createVersions(db),
    deployments: createDeployments(db),
    predictions: createPredictions(db),
    audit: createAudit(db),
    results: createResults(db),
    unfinished: createUnfinished(db),
    jobs: createJobs(db),
    schedules: createSchedules(db, projects),
    features: createFeatures(db),
    keys: createKeys(db),
    erasures: createErasures(db),
    bundles: createBundles(db),
    close() {
      letGoAll();
      db.dexie.close();
    }
  };
}

/** The database behind a storage, for the parts of this folder that see all stores at once. */
export function databaseOf(storage: Storage): Database {
  const db = databases.get(storage);
  if (!db) throw new TypeError('This storage was not made by openStorage.');
  return db;
}
