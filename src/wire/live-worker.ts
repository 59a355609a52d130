import * as Comlink from 'comlink';
import { workerCrashed } from '../core/errors/anywhere.ts';
import { isHello } from './serve.ts';

/** A worker that has been started, and the news of its death. */
export interface LiveWorker<Api> {
  readonly api: Comlink.Remote<Api>;
  /** Fulfils when the worker has said that it is up: from then on its death is noticed. */
  readonly ready: Promise<void>;
  /** Rejects with `worker-crashed` when the worker dies, however it dies; never fulfils. */
  readonly death: Promise<never>;
  readonly isDead: () => boolean;
  kill(reason: string): void;
}

/** @throws LatheError `worker-crashed` when the browser does not start it */
export function startWorker<Api>(name: string, spawn: () => Worker, startMs: number): LiveWorker<Api> {
  const worker = spawned(name, spawn);
  const over = new AbortController();
  const death = new Promise<never>((_, reject) =>
    over.signal.addEventListener('abort', () => reject(workerCrashed(name, over.signal.reason)))
  );
  death.catch(() => undefined);
  const kill = (reason: string) => {
    if (over.signal.aborted) return;
    worker.terminate();
    over.abort(new Error(reason));
  };
  const ready = watchForDeath(worker, kill, startMs, over.signal);
  return { api: Comlink.wrap<Api>(worker), ready, death, isDead: () => over.signal.aborted, kill };
}

function spawned(name: string, spawn: () => Worker): Worker {
  try {
    return spawn();
  } catch (error) {
    throw workerCrashed(name, error);
  }
}

/** @returns when the worker is up; never, when it does not come up */
function watchForDeath(worker: Worker, kill: (reason: string) => void, startMs: number, over: AbortSignal): Promise<void> {
  const tooLate = setTimeout(() => kill(`it did not start within ${startMs / 1000} seconds`), startMs);
  over.addEventListener('abort', () => clearTimeout(tooLate));
  worker.addEventListener('error', (event) => kill(event.message || 'its script could not be loaded'), { signal: over });
  worker.addEventListener('messageerror', () => kill('it sent something that could not be read'), { signal: over });
  return new Promise((resolve) => {
    const onMessage = ({ data }: MessageEvent<unknown>) => {
      if (!isHello(data)) return;
      clearTimeout(tooLate);
      if (data.latheWorker.lock !== null) queueOn(data.latheWorker.lock, kill, over);
      resolve();
    };
    worker.addEventListener('message', onMessage, { signal: over });
  });
}

/** The worker holds this lock for life; to get it is to learn of its death. */
function queueOn(lock: string, kill: (reason: string) => void, over: AbortSignal): void {
  navigator.locks.request(lock, { signal: over }, () => kill('it ended without a word')).catch(() => undefined);
}
