import * as Comlink from 'comlink';
import { installTransferHandlers } from './transfer-handlers.ts';

/** A worker's first word: it is up, and this is the lock it holds until it dies (null where there are no locks). */
export interface Hello {
  readonly latheWorker: { readonly lock: string | null };
}

export const isHello = (value: unknown): value is Hello => typeof value === 'object' && value !== null && 'latheWorker' in value;

/**
 * The worker's side: offers `api` to the page, and makes sure that the page notices when this worker dies. A worker can vanish without a word;
 * a lock it holds is freed by the browser within milliseconds. A rejection nobody handles is reported as the crash it is.
 * @param name of the worker, for people who read the list of locks
 */
export function serve(api: object, name: string): void {
  installTransferHandlers();
  const scope = self as unknown as { postMessage(message: Hello): void };
  self.addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    reportError(event.reason);
  });
  Comlink.expose(api);
  const greet = (lock: string | null) => scope.postMessage({ latheWorker: { lock } });
  const locks = (navigator as { locks?: LockManager }).locks;
  if (!locks) return greet(null);
  const lock = `lathe-worker-${name}-${crypto.randomUUID()}`;
  const forLife = () => {
    greet(lock);
    return new Promise<never>(() => undefined);
  };
  locks.request(lock, forLife).catch(reportError);
}
