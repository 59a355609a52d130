import { unknownRecord } from '../core/errors/anywhere.ts';
import { quoted } from '../core/words.ts';
import type { Database } from './database.ts';
import type { ProjectRecord } from './records/project.ts';

/**
 * The project, inside a transaction over `projects`. What belongs to a project is only written while the project is there, so that a late
 * worker leaves nothing behind after its project was removed.
 * @throws LatheError `unknown-id`
 */
export async function requireProject(db: Database, id: string): Promise<ProjectRecord> {
  const project = await db.stores.projects.get(id);
  if (project) return project;
  const all = await db.stores.projects.toArray();
  throw unknownRecord(
    'project',
    id,
    'projects.list()',
    all.map(({ name }) => quoted(name))
  );
}
