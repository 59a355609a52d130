import { transfer } from 'comlink';
import { thawResult, type FrozenResult } from '../src/jobs/importing/group-answer.ts';
import type { GroupJob } from '../src/jobs/importing/group-job.ts';
import type { ReaderCrew, ReaderThreads } from '../src/jobs/services.ts';
import type { GroupReading } from '../src/stages/ingest/csv/groups/group-spec.ts';
import type { ReadingApi } from '../src/wire/contracts.ts';
import { WorkerHandle } from '../src/wire/worker-handle.ts';

/** More would wait for the disk. */
const MOST = 4;

type Thread = WorkerHandle<ReadingApi>;
type First = Awaited<ReturnType<GroupReading['first']>>;

const started = new AbortController().signal;

/** A thread for each group of columns, for as long as the import goes; null where there is one core alone. */
export function readerThreads(cores: number): ReaderThreads | null {
  if (cores < 2) return null;
  const most = Math.min(MOST, cores);
  return { most, canShare: self.crossOriginIsolated, start: () => crewOf(Array.from({ length: most }, startThread)) };
}

function startThread(): Thread {
  const spawn = () => new Worker(new URL('./reading.ts', import.meta.url), { type: 'module', name: 'reading' });
  const thread = new WorkerHandle<ReadingApi>('reading', spawn);
  // One that does not start says so when it is asked for something.
  thread.run(started, () => Promise.resolve()).catch(() => undefined);
  return thread;
}

function crewOf(threads: Thread[]): ReaderCrew {
  const channels: MessageChannel[] = [];
  const channelTo = (group: number) => (channels[group] ??= new MessageChannel());
  const portsOf = ({ group, groups, isRelayed }: GroupJob): MessagePort[] => {
    if (!isRelayed) return [];
    if (group > 0) return [channelTo(group).port2];
    return Array.from({ length: groups - 1 }, (_, other) => channelTo(other + 1).port1);
  };
  return {
    async open(job) {
      // What was begun on a machine with more cores goes on in as many groups.
      const thread = (threads[job.group] ??= startThread());
      const ports = portsOf(job);
      await thread.run(started, (api) => api.open(job, transfer(ports, ports)));
      return readingOn(thread);
    },
    dismiss: () => threads.forEach((thread) => thread.stop())
  };
}

const readingOn = (thread: Thread): GroupReading => ({
  first: ({ signal, onProgress }) => thread.run(signal, (api) => api.first(signal, onProgress) as Promise<First>),
  finish: async (habits, { signal, onProgress }) =>
    thawResult((await thread.run(signal, (api) => api.finish(habits, signal, onProgress))) as FrozenResult),
  settle: () => Promise.resolve(thread.stop())
});
