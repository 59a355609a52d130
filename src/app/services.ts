import type { Storage } from '../storage/storage.ts';
import type { DataApi, TrainingApi } from '../wire/contracts.ts';
import type { WorkerHandle } from '../wire/worker-handle.ts';
import type { MeasurePage } from './page-memory.ts';

/** What the scripting door works with; main.ts makes the real ones. */
export interface Services {
  readonly storage: Storage;
  /** Long work on columns: imports, profiles, batches. */
  readonly importer: WorkerHandle<DataApi>;
  /** Quick looks, so that a page of rows never waits for an import. */
  readonly reader: WorkerHandle<DataApi>;
  readonly trainer: WorkerHandle<TrainingApi>;
  /** The worker of a seat among heavy jobs that work at once; where absent all share the trainer. The first seat's is the trainer. */
  readonly trainerAt?: (seat: number) => WorkerHandle<TrainingApi>;
  readonly version: string;
  readonly now: () => number;
  readonly newId: () => string;
  /** What the page holds in memory, where the browser tells. */
  readonly measurePage?: MeasurePage;
  /** A file of the app itself: a sample. */
  readonly appFile: (path: string) => Promise<Blob>;
  /** Address of the app, ending in a slash: the gateway's routes are below it. */
  readonly baseUrl: string;
  readonly requests: () => { foreign: number; own: number; addresses: readonly string[] };
}
