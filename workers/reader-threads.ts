import { thawResult, type FrozenResult } from '../src/jobs/importing/group-answer.ts';
import type { ReaderThreads } from '../src/jobs/services.ts';
import type { GroupReading } from '../src/stages/ingest/csv/groups/group-spec.ts';
import type { ReadingApi } from '../src/wire/contracts.ts';
import { WorkerHandle } from '../src/wire/worker-handle.ts';

/** More would wait for the disk. */
const MOST = 4;

type First = Awaited<ReturnType<GroupReading['first']>>;

const started = new AbortController().signal;

/** A thread for each group of columns, for as long as the import goes; null where there is one core alone. */
export function readerThreads(cores: number): ReaderThreads | null {
  if (cores < 2) return null;
  const spawn = () => new Worker(new URL('./reading.ts', import.meta.url), { type: 'module', name: 'reading' });
  return {
    most: Math.min(MOST, cores),
    async open(job) {
      const thread = new WorkerHandle<ReadingApi>('reading', spawn);
      await thread.run(started, (api) => api.open(job));
      return {
        first: ({ signal, onProgress }) => thread.run(signal, (api) => api.first(signal, onProgress) as Promise<First>),
        finish: async (habits, { signal, onProgress }) =>
          thawResult((await thread.run(signal, (api) => api.finish(habits, signal, onProgress))) as FrozenResult),
        settle: () => Promise.resolve(thread.stop())
      };
    }
  };
}
