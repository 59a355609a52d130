import { unknownId } from '../core/errors.ts';
import type { Database } from './database.ts';
import type { ProjectRecord } from './records/project.ts';

/**
 * The project, inside a transaction over `projects`. What belongs to a project is only written while the project is there, so that a late
 * worker leaves nothing behind after its project was removed.
 * @throws LatheError `unknown-id`
 */
export async function requireProject(db: Database, id: string): Promise<ProjectRecord> {
  const project = await db.stores.projects.get(id);
  if (!project) throw unknownId('project', id, await db.stores.projects.toCollection().primaryKeys());
  return project;
}
