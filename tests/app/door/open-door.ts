import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import { createLathe } from '../../../src/app/door/create-lathe.ts';
import type { Lathe } from '../../../src/app/api/lathe.ts';
import type { Services } from '../../../src/app/services.ts';
import type { TrainingServices } from '../../../src/jobs/services.ts';
import { openStorage } from '../../../src/storage/open-storage.ts';
import type { Storage } from '../../../src/storage/storage.ts';
import type { DataApi, TrainingApi } from '../../../src/wire/contracts.ts';
import type { WorkerHandle } from '../../../src/wire/worker-handle.ts';
import { dataApi } from '../../../workers/data-api.ts';
import { trainingApi } from '../../../workers/training-api.ts';

let doors = 0;

/** What a test may change of a door. */
export interface DoorChanges {
  /** In the place of the training worker. */
  readonly training?: (api: TrainingApi) => TrainingApi;
  readonly checkpointMs?: number;
  readonly storage?: Storage;
  /** In the place of a clock that ticks whenever it is read. */
  readonly now?: () => number;
  /** In the place of no networks. */
  readonly openEngine?: TrainingServices['openEngine'];
}

/** The real door over the real jobs, in this process: what is missing is the threads, the pictures and the networks. */
export async function openDoor(name = `door-${doors++}`, changes: DoorChanges = {}): Promise<Lathe> {
  vi.stubGlobal('navigator', {
    hardwareConcurrency: 2,
    storage: { persisted: () => Promise.resolve(true), estimate: () => Promise.resolve({ quota: 1, usage: 0 }) }
  });
  const storage = changes.storage ?? (await openStorage(name));
  let time = 1_700_000_000_000;
  let ids = 0;
  const now = changes.now ?? (() => time++);
  // Other doors of the same database have other ids.
  const door = doors++;
  const newId = () => `00000000-0000-4000-8000-${String(door).padStart(4, '0')}${String(++ids).padStart(8, '0')}`;
  const { checkpointMs = 2_000 } = changes;
  const common = { storage, now, clock: () => performance.now(), draw: () => 0.5, newId, version: '0.0.0-test', checkpointMs };
  const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
  const notHere = () => Promise.reject(new Error('not in this test'));
  const data = dataApi(() => Promise.resolve({ ...common, decode: notHere, randomBytes }));
  const training = trainingApi(
    () => Promise.resolve({ ...common, openEngine: changes.openEngine ?? notHere }),
    () => Promise.resolve([])
  );
  const services: Services = {
    storage,
    importer: handleOf<DataApi>(data),
    reader: handleOf<DataApi>(data),
    trainer: handleOf<TrainingApi>(changes.training?.(training) ?? training),
    version: common.version,
    now,
    newId,
    appFile: (path) => Promise.resolve(new Blob([readFileSync(join(import.meta.dirname, '../../../public', path))])),
    baseUrl: 'http://localhost/',
    requests: () => ({ foreign: 0, own: 0, addresses: [] })
  };
  return createLathe(services, Promise.resolve());
}

/** A worker without the thread; what crosses is cloned as it would be. */
const handleOf = <Api>(api: Api): WorkerHandle<Api> =>
  ({
    idle: Promise.resolve(),
    run: (signal: AbortSignal, task: (api: Api) => Promise<unknown>) => {
      signal.throwIfAborted();
      return task(api);
    }
  }) as unknown as WorkerHandle<Api>;

export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** What a call fails with; fails itself when it does not. */
export async function failureOf(call: () => unknown): Promise<Failure> {
  try {
    await call();
  } catch (error) {
    const { code, message, hint, name } = error as Failure & Error;
    return { code: code ?? `none, but a ${name}`, message, hint: hint ?? '' };
  }
  return { code: 'none: it went well', message: '', hint: '' };
}
