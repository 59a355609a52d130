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

/** How long threads are kept for another import: their code is compiled by then, which takes a tenth of the time of a file of 200 MB. */
const KEPT_MS = 30_000;

/** A thread for each group of columns, for as long as the import goes, and some time longer; null where there is one core alone. */
export function readerThreads(cores: number): ReaderThreads | null {
  if (cores < 2) return null;
  const most = Math.min(MOST, cores);
  const waiting = waitingThreads(most);
  return { most, canShare: self.crossOriginIsolated, start: () => crewOf(Array.from({ length: most }, waiting.take), waiting.keep) };
}

/** Threads that are done with an import and wait for another one, for a while. */
function waitingThreads(most: number) {
  const waiting: Thread[] = [];
  let end: ReturnType<typeof setTimeout> | undefined;
  const stop = (threads: readonly Thread[]) => threads.forEach((thread) => thread.stop());
  return {
    take: () => waiting.pop() ?? startThread(),
    keep(threads: readonly Thread[]) {
      waiting.push(...threads);
      stop(waiting.splice(most));
      clearTimeout(end);
      end = setTimeout(() => stop(waiting.splice(0)), KEPT_MS);
    }
  };
}

function startThread(): Thread {
  const spawn = () => new Worker(new URL('./reading.ts', import.meta.url), { type: 'module', name: 'reading' });
  const thread = new WorkerHandle<ReadingApi>('reading', spawn);
  // One that does not start says so when it is asked for something.
  thread.run(started, () => Promise.resolve()).catch(() => undefined);
  return thread;
}

function crewOf(threads: Thread[], keep: (threads: readonly Thread[]) => void): ReaderCrew {
  // A thread that was cut off may still be at its work, or hold what is left of it.
  const reading = new Set<Thread>();
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
      reading.add(thread);
      const ports = portsOf(job);
      await thread.run(started, (api) => api.open(job, transfer(ports, ports)));
      return readingOn(thread, () => reading.delete(thread));
    },
    dismiss() {
      reading.forEach((thread) => thread.stop());
      keep(threads.filter((thread) => !reading.has(thread)));
    }
  };
}

function readingOn(thread: Thread, onFinished: () => void): GroupReading {
  let isFinished = false;
  return {
    first: ({ signal, onProgress }) => thread.run(signal, (api) => api.first(signal, onProgress) as Promise<First>),
    async finish(habits, { signal, onProgress }) {
      const result = (await thread.run(signal, (api) => api.finish(habits, signal, onProgress))) as FrozenResult;
      isFinished = true;
      onFinished();
      return thawResult(result);
    },
    settle: async () => void (isFinished || thread.stop())
  };
}
