import type { PlainRecord } from '../../core/plain.ts';
import type { NumberColumn } from '../../core/table.ts';
import { defineApplier } from '../step-applier.ts';
import { numbersOf, replaceColumns } from './replace-columns.ts';

/** The directions that are kept, and the middle they start from. */
export interface PcaState extends PlainRecord {
  readonly means: Float64Array;
  /** [components, columns] */
  readonly components: Float64Array;
  readonly names: readonly string[];
}

/** Puts in the place of the columns how far a row lies along each direction; a gap counts as the column's mean. */
export const pca = defineApplier<PcaState>({
  id: 'pca',
  apply(table, columns, { means, components, names }) {
    const values = numbersOf('Principal components', table, columns);
    const along = names.map((name, k): NumberColumn => {
      const place = new Float64Array(table.rows);
      values.forEach((own, j) => {
        const [mean, share] = [means[j]!, components[k * values.length + j]!];
        for (let row = 0; row < place.length; row++) if (!Number.isNaN(own[row])) place[row]! += share * (own[row]! - mean);
      });
      return { kind: 'number', name, values: place };
    });
    const last = columns.length - 1;
    return replaceColumns(table, columns, (_, i) => (i === last ? along : []));
  }
});
