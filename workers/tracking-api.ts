import type { JobServices } from '../src/jobs/services.ts';
import { exportStore } from '../src/jobs/tracking/export-store.ts';
import { importedRuns, importStore } from '../src/jobs/tracking/import-store.ts';
import type { TrackingApi } from '../src/wire/tracking-contract.ts';
import { workContext } from '../src/wire/work-context.ts';

/** Runs as other tools keep them. */
export const trackingApi = (ready: () => Promise<JobServices>): TrackingApi => ({
  exportStore: async (job, signal, onProgress) => exportStore(job, await ready(), workContext(signal, onProgress)),
  importStore: async (job, signal, onProgress) => importStore(job, await ready(), workContext(signal, onProgress)),
  importedRuns: async ({ projectId }) => importedRuns(projectId, (await ready()).storage)
});
