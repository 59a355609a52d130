import type { PlainRecord } from '../../core/plain.ts';
import { defineApplier } from '../step-applier.ts';
import { asCategory, placesOf, replaceColumns } from './replace-columns.ts';

/** The levels in their order, for each column of the step, and what an unseen level becomes (NaN = missing). */
export interface OrdinalState extends PlainRecord {
  readonly levels: readonly (readonly string[])[];
  readonly unknown: number;
}

/** The place of the level, from 0; missing stays missing. */
export const ordinal = defineApplier<OrdinalState>({
  id: 'ordinal',
  apply: (table, columns, state) =>
    replaceColumns(table, columns, (column, i) => {
      const places = placesOf(asCategory('Ordinal', column), state.levels[i]!);
      const values = Float64Array.from(places, (place) => (place >= 0 ? place : place === -1 ? NaN : state.unknown));
      return [{ kind: 'number', name: column.name, values }];
    })
});
