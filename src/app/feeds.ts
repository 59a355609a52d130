import { watch } from '../storage/live.ts';
import type { ProjectInfo } from './lathe-api.ts';
import { infoOf } from './door/from-records.ts';
import type { Overview } from './overview.ts';
import type { Services } from './services.ts';

/** What the page follows. Each feed calls at once and after every change, in this tab or another; it returns how to stop. */

export function followProjects({ storage }: Services, on: (projects: ProjectInfo[]) => void): () => void {
  const read = async () => {
    const records = await storage.projects.list();
    const infos = await Promise.all(records.map(async (record) => infoOf(record, await storage.projects.sizeBytes(record.id))));
    return infos.sort((a, b) => b.modifiedAt - a.modifiedAt);
  };
  return watch(storage, read, on);
}

export function followOverview(services: Services, projectId: string, on: (overview: Overview) => void): () => void {
  let stop: () => void = () => undefined;
  let isWanted = true;
  void import('./read-overview.ts').then(({ readOverview }) => {
    if (isWanted) stop = watch(services.storage, () => readOverview(services, projectId), on);
  });
  return () => {
    isWanted = false;
    stop();
  };
}

/** "WebAssembly, 2 threads": what is known without starting an engine. */
export function followEngine(on: (words: string) => void): () => void {
  const threads = `${navigator.hardwareConcurrency} ${navigator.hardwareConcurrency === 1 ? 'thread' : 'threads'}`;
  on(`${'gpu' in navigator ? 'WebGPU or WebAssembly' : 'WebAssembly'}, ${threads}`);
  return () => undefined;
}
