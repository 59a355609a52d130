import type { EngineReport } from '../api/engine.ts';
import type { Services } from '../services.ts';

/** What this device and this browser give to work with. */
export async function engineReport({ trainer }: Services): Promise<EngineReport> {
  const quick = new AbortController().signal;
  const [backends, estimate, persisted, registration] = await Promise.all([
    trainer.run(quick, (api) => api.backends()),
    navigator.storage.estimate(),
    navigator.storage.persisted(),
    navigator.serviceWorker?.getRegistration()
  ]);
  return {
    backends: backends as EngineReport['backends'],
    threads: navigator.hardwareConcurrency,
    crossOriginIsolated: globalThis.crossOriginIsolated,
    storage: { persisted, quotaBytes: estimate.quota ?? 0, usedBytes: estimate.usage ?? 0 },
    offlineReady: registration?.active?.state === 'activated'
  };
}
