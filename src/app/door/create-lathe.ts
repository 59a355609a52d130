import type { Lathe } from '../api/lathe.ts';
import type { Project } from '../api/projects.ts';
import { samples } from '../samples.ts';
import { HeavyJobs } from '../jobs/heavy-jobs.ts';
import type { Services } from '../services.ts';
import { latheArguments } from './arguments/lathe.ts';
import { guarded } from './arguments/guarded.ts';
import { engineReport } from './engine.ts';
import { projectInfo } from '../project-info.ts';
import { jobVerbs } from './jobs.ts';
import { progressOf, signalOf } from './watch.ts';

/**
 * The scripting door over the real services. The screens call the same functions. What a project needs (the definitions of models, steps, metrics) is
 * fetched when the first one is opened, so that the first page is light.
 */
export function createLathe(services: Services, ready: Promise<void>): Lathe {
  const { storage } = services;
  const jobs = new HeavyJobs(services);
  const open = async (id: string) => {
    const { projectDoor } = await import('./project.ts');
    const record = await storage.projects.get(id);
    return projectDoor(services, await projectInfo(storage, record), jobs);
  };
  const lathe: Lathe = {
    version: services.version,
    ready,
    engine: () => engineReport(services),
    projects: {
      async create(options, watch) {
        const { createProject } = await import('./create-project.ts');
        return open(await createProject(services, options, watch));
      },
      async list() {
        const records = await storage.projects.list();
        const infos = records.map((record) => projectInfo(storage, record));
        return (await Promise.all(infos)).sort((a, b) => b.modifiedAt - a.modifiedAt);
      },
      open,
      async remove(id) {
        await storage.projects.get(id);
        await storage.projects.remove(id);
      },
      ...archiveVerbs(services, open)
    },
    jobs: jobVerbs(services, jobs),
    samples: () => samples.map(({ id, name, size, story }) => ({ id, name, size, story })),
    async integrityCheck() {
      const { integrityCheck } = await import('../../storage/integrity-check.ts');
      return (await integrityCheck(storage)).map((problem) => problem.message);
    },
    requests: services.requests
  };
  return guarded(lathe, latheArguments);
}

/** One portable file with everything of a project. */
function archiveVerbs(
  { importer, storage, now }: Services,
  open: (id: string) => Promise<Project>
): Pick<Lathe['projects'], 'exportArchive' | 'importArchive'> {
  return {
    async exportArchive(id, options = {}) {
      const job = { projectId: id, passphrase: options.passphrase ?? null };
      const file = await importer.run(signalOf(options), (api) => api.exportArchive(job, signalOf(options), progressOf(options)));
      await storage.audit.append(id, now(), 'project-exported', options.passphrase ? 'with a passphrase' : 'without a passphrase');
      return file;
    },
    async importArchive(archive, options = {}) {
      const job = { archive, passphrase: options.passphrase ?? null };
      return open(await importer.run(signalOf(options), (api) => api.importArchive(job, signalOf(options), progressOf(options))));
    }
  };
}
