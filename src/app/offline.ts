/** The page's side of the service worker: kept files, updates that wait, and isolation on hosts that send no headers. */
export interface Offline {
  /** Calls when a new build is ready and waits. */
  onUpdate(tell: () => void): void;
  /** Lets the new build in, and loads the page anew once it is there. */
  update(): void;
  /** Resolves when the service worker answers for this page; at once where there is none. */
  readonly ready: Promise<void>;
}

const RELOADED = 'lathe-reloaded-for-isolation';

export function startOffline(scriptUrl: string): Offline {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!container) return { onUpdate: () => undefined, update: () => undefined, ready: Promise.resolve() };
  const listeners: (() => void)[] = [];
  let isAsked = false;
  let waiting: ServiceWorker | null = null;

  const found = (worker: ServiceWorker | null) => {
    if (!worker || !container.controller) return;
    waiting = worker;
    listeners.forEach((tell) => tell());
  };
  container.addEventListener('controllerchange', () => {
    if (isAsked) location.reload();
  });
  const ready = loaded()
    .then(() => container.register(scriptUrl))
    .then(async (registration) => {
      found(registration.waiting);
      registration.addEventListener('updatefound', () => {
        const fresh = registration.installing;
        fresh?.addEventListener('statechange', () => fresh.state === 'installed' && found(fresh));
      });
      await container.ready;
      await controlled(container);
      reloadForIsolation();
    });

  return {
    onUpdate(tell) {
      listeners.push(tell);
      if (waiting) tell();
    },
    update() {
      isAsked = true;
      waiting?.postMessage({ type: 'skip-waiting' });
    },
    ready
  };
}

/** Fetching every file for later must not hold up the page that is wanted now. */
const loaded = (): Promise<void> =>
  new Promise((resolve) => {
    if (document.readyState === 'complete') resolve();
    else addEventListener('load', () => resolve(), { once: true });
  });

/** After a forced reload the page stays without a controller; waiting for one then would be for ever. */
function controlled(container: ServiceWorkerContainer): Promise<void> {
  if (container.controller) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => resolve();
    container.addEventListener('controllerchange', done, { once: true });
    setTimeout(done, 3_000);
  });
}

/** A plain host sends no isolation headers; the service worker adds them from the second load on, so the first one is loaded again, once. */
function reloadForIsolation(): void {
  if (globalThis.crossOriginIsolated || sessionStorage.getItem(RELOADED) || location.hash.length > 2) return;
  sessionStorage.setItem(RELOADED, '1');
  location.reload();
}
