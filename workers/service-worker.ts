import { PrecacheController } from 'workbox-precaching';
import { answerApi, isApiPath } from './service-worker/api.ts';
import { isolated } from './service-worker/isolation.ts';

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: { url: string; revision: string | null }[] };

/**
 * Offline from the first visit: every file of the build is kept, and answered from what is kept. A new build waits until the person asks for
 * it, so an open tab never loses the chunks it was built with. The gateway of deployed models lives here too.
 */
const files = new PrecacheController();
files.addToCacheList([...self.__WB_MANIFEST]);

self.addEventListener('install', (event) => event.waitUntil(files.install(event)));

self.addEventListener('activate', (event) => event.waitUntil(files.activate(event).then(() => self.clients.claim())));

self.addEventListener('message', (event) => {
  if ((event.data as { type?: string } | null)?.type === 'skip-waiting') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== self.location.origin) {
    event.waitUntil(tellForeign(url.href));
    return;
  }
  const scope = new URL(self.registration.scope).pathname;
  const path = `/${url.pathname.slice(scope.length)}`;
  if (isApiPath(path)) event.respondWith(answerApi(event.request, path + url.search));
  else if (event.request.method === 'GET') event.respondWith(appFile(event.request, url));
});

async function appFile(request: Request, url: URL): Promise<Response> {
  const isPage = request.mode === 'navigate';
  const key = files.getCacheKeyForURL(isPage ? new URL('index.html', self.registration.scope).href : url.origin + url.pathname);
  const kept = key ? await caches.match(key) : undefined;
  return isolated(kept ?? (await fetch(request)));
}

/** The pages count requests that leave for elsewhere; the content policy should have stopped every one before it came here. */
async function tellForeign(address: string): Promise<void> {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) client.postMessage({ type: 'foreign-request', address });
}
