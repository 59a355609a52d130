import type { PlainRecord } from '../../core/plain.ts';
import type { NumberColumn } from '../../core/table.ts';
import { defineApplier } from '../step-applier.ts';
import { asNumbers, replaceColumns } from './replace-columns.ts';

/** For each column of the step where one bin ends and the next begins, ascending, and the names of the 0/1 columns of its bins; null = one column of places. */
export interface BinsState extends PlainRecord {
  readonly edges: readonly Float64Array[];
  readonly names: readonly (readonly string[] | null)[];
}

/** The place of the bin a number falls in, from 0, or a 0/1 column a bin. An edge belongs to the bin above it; a missing value is in none. */
export const bins = defineApplier<BinsState>({
  id: 'bins',
  apply: (table, columns, { edges, names }) =>
    replaceColumns(table, columns, (column, i) => {
      const { name, values } = asNumbers('Cut', column);
      const own = edges[i]!;
      const places = values.map((x) => (Number.isNaN(x) ? NaN : binOf(own, x)));
      const each = names[i] ?? null;
      if (each === null) return [{ kind: 'number', name, values: places }];
      const out: NumberColumn[] = each.map((bin) => ({ kind: 'number', name: bin, values: new Float64Array(table.rows) }));
      places.forEach((place, row) => Number.isNaN(place) || (out[place]!.values[row] = 1));
      return out;
    })
});

function binOf(edges: Float64Array, x: number): number {
  const place = edges.findIndex((edge) => edge > x);
  return place === -1 ? edges.length : place;
}
