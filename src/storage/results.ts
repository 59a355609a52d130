import Dexie from 'dexie';
import type { Database } from './database.ts';
import { requireProject } from './project-guard.ts';
import { resultKind } from './records/log.ts';
import type { Storage } from './storage.ts';

/** Equal work of two projects has equal keys and equal answers; each project keeps its own, so that removing one takes nothing from the other. */
export function createResults(db: Database): Storage['results'] {
  const { results } = db.stores;
  return {
    find: (key, projectId) =>
      db.read(['results'], async () => {
        const own = projectId === undefined ? undefined : await results.get([projectId, key]);
        return own ?? results.where('key').equals(key).first();
      }),
    put: (result) =>
      db.write(['projects', 'results'], async () => {
        await requireProject(db, result.projectId);
        await results.put(resultKind.check(result));
      }),
    putAll: (all) =>
      db.write(['projects', 'results'], async () => {
        for (const projectId of new Set(all.map((result) => result.projectId))) await requireProject(db, projectId);
        await results.bulkPut(all.map((result) => resultKind.check(result)));
      }),
    ofKind: (projectId, kind) =>
      db.read(['results'], () =>
        results.where('[projectId+kind+createdAt+key]').between([projectId, kind], [projectId, kind, Dexie.maxKey]).toArray()
      ),
    async index(projectId) {
      const own = results.where('[projectId+kind+createdAt+key]').between([projectId], [projectId, Dexie.maxKey]);
      const keys = await db.read(['results'], () => own.keys());
      return (keys as unknown as [string, string, number, string][]).map(([, kind, createdAt, key]) => ({ kind, createdAt, key }));
    },
    list: (projectId) => db.read(['results'], () => results.where('projectId').equals(projectId).toArray())
  };
}
