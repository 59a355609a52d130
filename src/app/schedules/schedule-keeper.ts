import { dueFor, type Schedule } from '../../core/schedule.ts';
import type { ProjectRecord } from '../../storage/records/project.ts';
import type { Lathe } from '../api/lathe.ts';
import type { Watch } from '../api/watch.ts';
import type { Services } from '../services.ts';

/** Shows work as a job while it goes on. */
export type Shown = (label: string, work: (watch: Watch) => Promise<void>) => Promise<unknown>;

/**
 * Does what is due, in all projects. Each tab has a keeper; what is due is claimed in storage under a lock before it is begun, so that one tab does it
 * once, and the latest of several missed times counts for all.
 */
export class ScheduleKeeper {
  readonly #services: Pick<Services, 'storage' | 'now'>;
  readonly #lathe: Lathe;
  readonly #shown: Shown;

  constructor(services: Pick<Services, 'storage' | 'now'>, lathe: Lathe, shown: Shown) {
    this.#services = services;
    this.#lathe = lathe;
    this.#shown = shown;
  }

  /** Looks once, and does what is due. Resolves when all of it is done. */
  async look(): Promise<void> {
    const projects = await this.#services.storage.projects.list();
    await Promise.all(projects.filter(({ schedules }) => schedules?.length).map((project) => this.#lookAt(project)));
  }

  async #lookAt({ id, schedules = [], datasetId }: ProjectRecord): Promise<void> {
    const { storage, now } = this.#services;
    const hash = datasetId === null ? null : (await storage.datasets.get(datasetId)).hash;
    for (const schedule of schedules) {
      const due = dueFor(schedule, now(), hash);
      const release = due === null ? null : await storage.schedules.claim(id, schedule.id, due, now());
      if (release) await this.#do(id, schedule).finally(release);
    }
  }

  async #do(projectId: string, schedule: Schedule): Promise<void> {
    const { storage, now } = this.#services;
    const at = now();
    await this.#shown(`${schedule.label}, on schedule`, async (watch) => {
      const { doScheduled, outcomeOf } = await import('./do-scheduled.ts');
      const [result] = await Promise.allSettled([
        this.#lathe.projects.open(projectId).then((project) => doScheduled(project, schedule, watch))
      ]);
      await storage.schedules.settle(projectId, schedule.id, outcomeOf(result, at, now() - at));
      if (result.status === 'rejected') throw result.reason;
    });
  }
}
