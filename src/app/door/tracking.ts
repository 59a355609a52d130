import type { TrackingVerbs } from '../api/tracking.ts';
import type { Services } from '../services.ts';
import { runOf } from './from-records.ts';
import { progressOf, signalOf } from './watch.ts';

/** What people write about runs, and how runs come from and go to other tools. */
export function trackingVerbs({ storage, importer, reader }: Services, projectId: string): TrackingVerbs {
  return {
    async annotate(runId, { tags, comment }) {
      const named = tags && { tags: [...new Set(tags.map((tag) => tag.trim()).filter(Boolean))] };
      return runOf(await storage.runs.update(runId, (run) => ({ ...run, ...named, ...(comment === undefined ? {} : { comment }) })));
    },
    exportStore: (watch) => importer.run(signalOf(watch), (api) => api.exportStore({ projectId }, signalOf(watch), progressOf(watch))),
    importStore: (zip, watch) =>
      importer.run(signalOf(watch), (api) => api.importStore({ projectId, zip }, signalOf(watch), progressOf(watch))),
    imported: () => reader.run(signalOf(undefined), (api) => api.importedRuns({ projectId }))
  };
}
