import { jobNotHere, jobUnknown } from '../../core/errors/jobs.ts';
import type { JobRecord } from '../../storage/records/log.ts';
import type { JobInfo, JobVerbs } from '../api/jobs.ts';
import type { HeavyJobs } from '../jobs/heavy-jobs.ts';
import { jobsOf } from '../jobs/list-jobs.ts';
import { projectInfo } from '../project-info.ts';
import type { Services } from '../services.ts';

/** The heavy work of all projects. */
export function jobVerbs(services: Services, jobs: HeavyJobs): JobVerbs {
  const { storage } = services;
  const list = () => jobsOf(storage, jobs);
  /** @throws LatheError `job-unknown` or `job-not-here` */
  const refuse = async (id: string): Promise<never> => {
    const known = (await list()).find((job) => job.id === id);
    throw known ? jobNotHere(known.label, known.state) : jobUnknown(id);
  };
  return {
    list,
    async pause(id) {
      if (!jobs.pause(id)) await refuse(id);
      await jobs.closed;
    },
    async resume(id, watch) {
      const [job, info] = [await storage.jobs.find(id), (await list()).find((one) => one.id === id)];
      if (!job || !info) throw jobUnknown(id);
      if (!rests(info)) throw jobNotHere(info.label, info.state);
      const { goOnIn } = await import('./project.ts');
      return goOnIn(services, await projectInfo(storage, await storage.projects.get(info.projectId)), jobs, job, watch);
    },
    async cancel(id) {
      if (jobs.cancel(id)) return void (await jobs.closed);
      const info = (await list()).find((one) => one.id === id);
      if (!info || !rests(info)) return refuse(id);
      await giveUp(id, services);
    },
    async setPriority(id, priority) {
      if (!jobs.setPriority(id, priority)) await refuse(id);
    },
    atOnce(count) {
      if (count !== undefined) jobs.queue.seats = count;
      return Promise.resolve(jobs.queue.seats);
    }
  };
}

const rests = ({ state }: JobInfo): boolean => state === 'paused' || state === 'interrupted';

/** Its runs that were cut off are stopped, and what was kept of them goes. */
async function giveUp(id: string, { storage }: Services): Promise<void> {
  const isIts = (job: JobRecord) => job.id === id || job.parent === id;
  for (const job of (await storage.jobs.list()).filter(isIts)) {
    if (job.kind === 'train') {
      await storage.runs.update(job.id, (run) => ({ ...run, status: 'cancelled', error: null })).catch(() => undefined);
    }
    await storage.jobs.end(job.id);
  }
}
