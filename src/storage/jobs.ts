import type { Database } from './database.ts';
import { jobKind } from './records/log.ts';
import type { Storage } from './storage.ts';

/** Long work under way. Its owner holds a lock while it lives, so that a job of a dead tab can be told from one that runs in another tab. */
export function createJobs(db: Database): Storage['jobs'] {
  const { jobs } = db.stores;
  const releases = new Map<string, () => void>();
  const lockOf = (id: string) => `lathe-job-${db.name}-${id}`;
  const release = (id: string) => {
    releases.get(id)?.();
    releases.delete(id);
  };
  return {
    async begin(job) {
      releases.set(job.id, await db.liveness.hold(lockOf(job.id)));
      await db
        .write(['jobs'], async () => void (await jobs.put(jobKind.check(job))))
        .catch((error: unknown) => {
          release(job.id);
          throw error;
        });
    },
    async end(id) {
      await db.write(['jobs'], () => jobs.delete(id));
      release(id);
    },
    list: () => db.read(['jobs'], () => jobs.toArray()),
    async crashed() {
      const all = await db.read(['jobs'], () => jobs.toArray());
      const alive = await db.liveness.held();
      return all.filter((job) => !alive.has(lockOf(job.id)));
    }
  };
}
