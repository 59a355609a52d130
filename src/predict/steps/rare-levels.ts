import type { PlainRecord } from '../../core/plain.ts';
import { defineApplier } from '../step-applier.ts';
import { asCategory, placesOf, replaceColumns } from './replace-columns.ts';

/** The levels kept, for each column of the step, and the name of the level that stands for all others. */
export interface RareLevelsState extends PlainRecord {
  readonly kept: readonly (readonly string[])[];
  readonly other: string;
}

/** Rare levels, and levels that training did not see, become one; missing stays missing. */
export const rareLevels = defineApplier<RareLevelsState>({
  id: 'rare-levels',
  apply: (table, columns, { kept, other }) =>
    replaceColumns(table, columns, (column, i) => {
      const levels = kept[i]!;
      const own = levels.indexOf(other);
      const labels = own === -1 ? [...levels, other] : levels;
      const otherCode = own === -1 ? levels.length : own;
      const codes = placesOf(asCategory('Rare levels', column), levels).map((place) => (place === -2 ? otherCode : place));
      return [{ kind: 'category', name: column.name, codes, labels }];
    })
});
