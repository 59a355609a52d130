import type { ColumnType, Role } from '../../core/schema.ts';

/** What each role is for, in one text. */
export const roleMeanings =
  'feature: may be learned from. target: the answer. id: names the row. group: rows that belong together. time: orders the rows. fold: says which part a row is in. weight: how much a row counts. sensitive: groups to be treated fairly. ignore: left out.';

const tableTypes: readonly ColumnType[] = ['number', 'integer', 'boolean', 'category', 'text', 'time'];

/** A category whose levels stand in an order is called ordinal. */
export type ShownType = ColumnType | 'ordinal';

/** The types a column can be given; images stay images. @param canBeOrdered its levels are few enough to be put in order */
export function typesFor(type: ColumnType, canBeOrdered = false): readonly ShownType[] {
  if (type === 'image') return ['image'];
  return canBeOrdered ? tableTypes.flatMap((each): ShownType[] => (each === 'category' ? [each, 'ordinal'] : [each])) : tableTypes;
}

const allRoles: readonly Role[] = ['feature', 'target', 'id', 'group', 'time', 'fold', 'weight', 'sensitive', 'ignore'];

/** The roles that make sense for a type. */
export function rolesFor(type: ColumnType): readonly Role[] {
  if (type === 'image') return ['feature', 'ignore'];
  if (type === 'text') return ['feature', 'id', 'group', 'ignore'];
  if (type === 'number' || type === 'integer') return allRoles;
  return allRoles.filter((role) => role !== 'weight');
}
