import { unknownId } from '../core/errors/anywhere.ts';
import type { Database } from './database.ts';
import { requireProject } from './project-guard.ts';
import { keyKind, type KeyRecord } from './records/key.ts';
import type { Storage } from './storage.ts';

/** The keys of pseudonyms: in a store of their own, which no archive reads. */
export function createKeys(db: Database): Storage['keys'] {
  const { keys } = db.stores;
  const list = (projectId: string) => keys.where('projectId').equals(projectId).sortBy('createdAt');
  const require = async (projectId: string, id: string): Promise<KeyRecord> => {
    const key = await keys.get([projectId, id]);
    if (key) return key;
    throw unknownId(
      'key',
      id,
      (await list(projectId)).map((known) => known.id)
    );
  };
  return {
    put: (key) =>
      db.write(['projects', 'keys'], async () => {
        await requireProject(db, key.projectId);
        await keys.put(keyKind.check(key));
      }),
    get: (projectId, id) => db.read(['keys'], () => require(projectId, id)),
    list: (projectId) => db.read(['keys'], () => list(projectId)),
    update: (projectId, id, change) =>
      db.write(['keys'], async () => {
        const after = keyKind.check({ ...change(await require(projectId, id)), id, projectId });
        await keys.put(after);
        return after;
      })
  };
}
