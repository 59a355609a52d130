import type { TrackingVerbs } from '../api/tracking.ts';
import type { Services } from '../services.ts';
import { diffRuns, type VersionFacts } from '../../stages/track/diff-runs.ts';
import type { Storage } from '../../storage/storage.ts';
import { runOf } from './from-records.ts';
import { progressOf, signalOf } from './watch.ts';

/** What people write about runs, and how runs come from and go to other tools. */
export function trackingVerbs({ storage, importer, reader }: Services, projectId: string): TrackingVerbs {
  return {
    async annotate(runId, { tags, comment }) {
      const named = tags && { tags: [...new Set(tags.map((tag) => tag.trim()).filter(Boolean))] };
      return runOf(await storage.runs.update(runId, (run) => ({ ...run, ...named, ...(comment === undefined ? {} : { comment }) })));
    },
    async diff(a, b) {
      const [one, other] = await Promise.all([storage.runs.get(a), storage.runs.get(b)]);
      const [versionA, versionB] = await Promise.all([one, other].map(({ datasetId }) => versionOf(storage, datasetId)));
      return structuredClone(diffRuns(one, other, { a: versionA ?? null, b: versionB ?? null }));
    },
    exportStore: (watch) => importer.run(signalOf(watch), (api) => api.exportStore({ projectId }, signalOf(watch), progressOf(watch))),
    importStore: (zip, watch) =>
      importer.run(signalOf(watch), (api) => api.importStore({ projectId, zip }, signalOf(watch), progressOf(watch))),
    imported: () => reader.run(signalOf(undefined), (api) => api.importedRuns({ projectId }))
  };
}

/** Null for a version that is gone. */
const versionOf = (storage: Storage, id: string): Promise<VersionFacts | null> => storage.datasets.get(id).catch(() => null);
