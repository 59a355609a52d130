import type { PlainRecord } from '../../core/plain.ts';
import { defineApplier } from '../step-applier.ts';
import { asCategory, placesOf, replaceColumns } from './replace-columns.ts';

/** For each column of the step its levels, how common each is, and how common a missing value. */
export interface LevelCountsState extends PlainRecord {
  readonly levels: readonly (readonly string[])[];
  readonly values: readonly Float64Array[];
  readonly gaps: Float64Array;
}

/** How common a level was in training; 0 for one that was not there. */
export const levelCounts = defineApplier<LevelCountsState>({
  id: 'level-counts',
  apply: (table, columns, { levels, values, gaps }) =>
    replaceColumns(table, columns, (column, i) => {
      const places = placesOf(asCategory('Level counts', column), levels[i]!);
      const valueAt = (place: number) => (place >= 0 ? values[i]![place]! : place === -1 ? gaps[i]! : 0);
      return [{ kind: 'number', name: column.name, values: Float64Array.from(places, valueAt) }];
    })
});
