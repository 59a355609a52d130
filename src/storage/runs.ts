import { unknownRecord } from '../core/errors/anywhere.ts';
import type { Database } from './database.ts';
import { requireProject } from './project-guard.ts';
import { runKind, type RunRecord } from './records/run.ts';
import type { Storage } from './storage.ts';

export function createRuns(db: Database): Storage['runs'] {
  const { runs } = db.stores;
  return {
    put: (run) =>
      db.write(['projects', 'runs'], async () => {
        await requireProject(db, run.projectId);
        await runs.put(runKind.check(run));
      }),
    get: (id) => db.read(['runs'], () => requireRun(db, id)),
    list: (projectId) => db.read(['runs'], () => runs.where('projectId').equals(projectId).sortBy('startedAt')),
    update: (id, change) =>
      db.write(['runs'], async () => {
        const after = runKind.check({ ...change(await requireRun(db, id)), id });
        await runs.put(after);
        return after;
      })
  };
}

async function requireRun(db: Database, id: string): Promise<RunRecord> {
  const run = await db.stores.runs.get(id);
  if (run) return run;
  const latest = await db.stores.runs.toCollection().reverse().sortBy('startedAt');
  throw unknownRecord(
    'run',
    id,
    'runs()',
    latest.map(({ label, startedAt }) => `${label} of ${timeWords(startedAt)}`)
  );
}

/** "2026-11-28 15:04 UTC" */
const timeWords = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
