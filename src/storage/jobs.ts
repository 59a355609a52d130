import { jobElsewhere } from '../core/errors/jobs.ts';
import type { Database } from './database.ts';
import { jobKind, type JobRecord } from './records/log.ts';
import type { Jobs } from './storage.ts';

/** Long work under way. Its owner holds a lock while it lives, so that a job of a dead tab can be told from one that runs in another tab. */
export function createJobs(db: Database): Jobs {
  return { ...lookedAt(db), ...lined(db), ...worked(db), ...createKept(db) };
}

const lockOf = (db: Database, id: string) => `lathe-job-${db.name}-${id}`;

/** Held by the page for which a job stands in the line: the worker that does it has the other lock, so that there is no moment without one. */
const lineLockOf = (db: Database, id: string) => `lathe-line-${db.name}-${id}`;

/** Who works on what. */
function lookedAt(db: Database): Pick<Jobs, 'find' | 'list' | 'alive' | 'crashed'> {
  const { jobs } = db.stores;
  const list = () => db.read(['jobs'], () => jobs.toArray());
  const alive = async () => {
    const all = await list();
    const held = await db.liveness.held();
    return new Set(all.filter(({ id }) => held.has(lockOf(db, id)) || held.has(lineLockOf(db, id))).map(({ id }) => id));
  };
  return {
    find: (id) => db.read(['jobs'], () => jobs.get(id)),
    list,
    alive,
    async crashed() {
      // Who holds what is asked last: a job is written by one that holds its lock, so a new one is never taken for one left behind.
      const all = await list();
      const living = await alive();
      return all.filter(({ id, state }) => state === undefined && !living.has(id));
    }
  };
}

/** Before it is its turn. */
function lined(db: Database): Pick<Jobs, 'enlist'> {
  const { jobs } = db.stores;
  return {
    async enlist(job) {
      const held = await db.liveness.tryHold(lineLockOf(db, job.id));
      if (!held) throw jobElsewhere(job.label);
      const put = async () => {
        if (!(await jobs.get(job.id))) await jobs.put(jobKind.check(job));
      };
      await db.write(['jobs'], put).catch((error: unknown) => {
        held();
        throw error;
      });
      return held;
    }
  };
}

/** From the beginning of work to its end. */
function worked(db: Database): Pick<Jobs, 'begin' | 'end' | 'rest' | 'update'> {
  const { jobs, checkpoints } = db.stores;
  const releases = new Map<string, () => void>();
  const release = (id: string) => {
    releases.get(id)?.();
    releases.delete(id);
  };
  const update = (id: string, change: (job: JobRecord) => JobRecord) =>
    db.write(['jobs'], async () => {
      const before = await jobs.get(id);
      if (before) await jobs.put(jobKind.check({ ...change(before), id }));
    });
  return {
    async begin(job, parts = {}) {
      const held = await db.liveness.tryHold(lockOf(db, job.id));
      if (!held) throw jobElsewhere(job.label);
      releases.set(job.id, held);
      const put = async () => {
        await jobs.put(jobKind.check(job));
        await checkpoints.bulkPut(rowsOf(job.id, parts));
      };
      await db.write(['jobs', 'checkpoints'], put).catch((error: unknown) => {
        release(job.id);
        throw error;
      });
    },
    async end(id) {
      await db.write(['jobs', 'checkpoints'], async () => {
        await jobs.delete(id);
        await checkpoints.where('pendingId').equals(id).delete();
      });
      release(id);
    },
    async rest(id, state) {
      await update(id, (job) => ({ ...job, state }));
      release(id);
    },
    update
  };
}

const rowsOf = (id: string, parts: Readonly<Record<string, unknown>>) =>
  Object.entries(parts).map(([part, state]) => ({ pendingId: id, group: part, state }));

/** What a job has done so far, part by part. */
function createKept(db: Database): Pick<Jobs, 'keep' | 'forget' | 'kept'> {
  const { checkpoints } = db.stores;
  const others = (id: string, but: string) =>
    checkpoints
      .where('pendingId')
      .equals(id)
      .filter(({ group }) => group !== but);
  return {
    keep: (id, parts) => db.write(['checkpoints'], async () => void (await checkpoints.bulkPut(rowsOf(id, parts)))),
    forget: (id, but) => db.write(['checkpoints'], async () => void (await others(id, but).delete())),
    kept: async (id, part) => (await db.read(['checkpoints'], () => checkpoints.get([id, part])))?.state
  };
}
