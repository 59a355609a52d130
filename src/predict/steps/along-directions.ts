import type { NumberColumn, Table } from '../../core/table.ts';
import { numbersOf, replaceColumns } from './replace-columns.ts';

export interface DirectionsToFollow {
  /** Where each column starts; null = at 0. */
  readonly means: Float64Array | null;
  /** [components, columns] */
  readonly components: Float64Array;
  readonly names: readonly string[];
}

/**
 * The table with how far each row lies along each direction in the place of the columns; a gap counts as where its column starts.
 * @throws LatheError `column-not-found`, `column-kind-mismatch`
 */
export function alongDirections(
  owner: string,
  table: Table,
  columns: readonly string[],
  { means, components, names }: DirectionsToFollow
): Table {
  const values = numbersOf(owner, table, columns);
  const along = names.map((name, k): NumberColumn => {
    const place = new Float64Array(table.rows);
    values.forEach((own, j) => {
      const [mean, share] = [means ? means[j]! : 0, components[k * values.length + j]!];
      for (let row = 0; row < place.length; row++) if (!Number.isNaN(own[row])) place[row]! += share * (own[row]! - mean);
    });
    return { kind: 'number', name, values: place };
  });
  return inPlaceOf(table, columns, along);
}

/** The table with the given columns where the last of some stood, and those gone. */
export function inPlaceOf(table: Table, columns: readonly string[], fresh: readonly NumberColumn[]): Table {
  const last = columns.length - 1;
  return replaceColumns(table, columns, (_, i) => (i === last ? fresh : []));
}
