import type { Role } from '../../core/schema.ts';
import type { Project } from '../api/projects.ts';

/** A role to give to a column, and the one it had. */
export interface RoleChange {
  readonly column: string;
  readonly role: Role;
  readonly before: Role;
}

/** Gives columns their roles, one version after the other. @returns the id of the last version */
export async function giveRoles(
  project: Project,
  datasetId: string,
  changes: readonly Pick<RoleChange, 'column' | 'role'>[]
): Promise<string> {
  let id = datasetId;
  for (const { column, role } of changes) id = (await project.data.setColumn(id, column, { role })).id;
  return id;
}

/** Gives them back, in a version of whatever the data are by then. */
export async function takeBack(project: Project, changes: readonly RoleChange[]): Promise<void> {
  const current = await project.data.current();
  if (!current) return;
  const known = changes.filter(({ column }) => current.columns.some(({ name }) => name === column));
  await giveRoles(
    project,
    current.id,
    known.map(({ column, before }) => ({ column, role: before }))
  );
}
