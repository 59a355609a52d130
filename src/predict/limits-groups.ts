import type { Table } from '../core/table.ts';
import type { LimitGroups } from './limits-type.ts';

/** How many places what goes by groups has. */
export const placesOf = (groups: LimitGroups | undefined): number => (groups?.labels.length ?? 0) + 1;

/**
 * The place of each row's group: the last one for rows of none.
 * @param inputs as they come, before the recipe
 */
export function groupPlaces(inputs: Table, groups: LimitGroups | undefined): (row: number) => number {
  const labels = groups?.labels ?? [];
  const column = inputs.columns.find(({ name }) => name === groups?.column);
  if (labels.length === 0 || column?.kind !== 'category') return () => labels.length;
  const places = column.labels.map((label) => labels.indexOf(label));
  return (row) => {
    const place = places[column.codes[row]!] ?? -1;
    return place < 0 ? labels.length : place;
  };
}
