import type { PlainRecord } from '../../core/plain.ts';
import type { NumberColumn } from '../../core/table.ts';
import { defineApplier } from '../step-applier.ts';
import { asCategory, placesOf, replaceColumns } from './replace-columns.ts';

/** For each column of the step: the levels that get a column, the names of those, and the name of the column for missing (null: no such). */
export interface OneHotState extends PlainRecord {
  readonly levels: readonly (readonly string[])[];
  readonly names: readonly (readonly string[])[];
  readonly missing: readonly (string | null)[];
}

/** One 0/1 column a level. A level that training did not see, and one that was dropped, is 0 in all of them. */
export const oneHot = defineApplier<OneHotState>({
  id: 'one-hot',
  apply: (table, columns, state) =>
    replaceColumns(table, columns, (column, i) => {
      const places = placesOf(asCategory('One-hot', column), state.levels[i]!);
      const out: NumberColumn[] = state.names[i]!.map((name) => ({ kind: 'number', name, values: new Float64Array(table.rows) }));
      const gap = state.missing[i] ?? null;
      const gaps = gap === null ? null : new Float64Array(table.rows);
      places.forEach((place, row) => {
        if (place >= 0) out[place]!.values[row] = 1;
        else if (place === -1 && gaps) gaps[row] = 1;
      });
      return gap === null ? out : [...out, { kind: 'number', name: gap, values: gaps! }];
    })
});
