import type { ColumnType, Role } from '../../app/lathe-api.ts';

/** What each role is for, in one text. */
export const roleMeanings =
  'feature: may be learned from. target: the answer. id: names the row. group: rows that belong together. time: orders the rows. fold: says which part a row is in. weight: how much a row counts. sensitive: groups to be treated fairly. ignore: left out.';

const tableTypes: readonly ColumnType[] = ['number', 'integer', 'boolean', 'category', 'text', 'time'];

/** The types a column can be given; images stay images. */
export const typesFor = (type: ColumnType): readonly ColumnType[] => (type === 'image' ? ['image'] : tableTypes);

const allRoles: readonly Role[] = ['feature', 'target', 'id', 'group', 'time', 'fold', 'weight', 'sensitive', 'ignore'];

/** The roles that make sense for a type. */
export function rolesFor(type: ColumnType): readonly Role[] {
  if (type === 'image') return ['feature', 'ignore'];
  if (type === 'text') return ['feature', 'id', 'group', 'ignore'];
  if (type === 'number' || type === 'integer') return allRoles;
  return allRoles.filter((role) => role !== 'weight');
}
