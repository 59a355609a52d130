import { counted } from '../core/words.ts';
import { watch } from '../storage/live.ts';
import type { JobInfo } from './api/jobs.ts';
import type { Lathe } from './api/lathe.ts';
import type { ProjectInfo } from './api/projects.ts';
import { projectInfo } from './project-info.ts';
import type { Overview } from './overview.ts';
import type { Services } from './services.ts';

/** What the page follows. Each feed calls at once and after every change, in this tab or another; it returns how to stop. */

export function followProjects({ storage }: Services, on: (projects: ProjectInfo[]) => void): () => void {
  const read = async () => {
    const records = await storage.projects.list();
    const infos = await Promise.all(records.map((record) => projectInfo(storage, record)));
    return infos.sort((a, b) => b.modifiedAt - a.modifiedAt);
  };
  return watch(storage, read, on);
}

/** Heavy jobs: those that run, wait and rest. */
export const followJobs = ({ storage }: Services, lathe: Lathe, on: (jobs: readonly JobInfo[]) => void): (() => void) =>
  watch(storage, () => lathe.jobs.list(), on);

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
  const threads = counted(navigator.hardwareConcurrency, 'thread');
  on(`${'gpu' in navigator ? 'WebGPU or WebAssembly' : 'WebAssembly'}, ${threads}`);
  return () => undefined;
}
