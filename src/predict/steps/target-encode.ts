import type { PlainRecord } from '../../core/plain.ts';
import type { NumberColumn } from '../../core/table.ts';
import { defineApplier } from '../step-applier.ts';
import { asCategory, placesOf, replaceColumns } from './replace-columns.ts';

/**
 * For each column of the step its levels, and names of the columns it becomes: one an output. `values`: of each column, level by level, the value of each
 * output; `gaps`: those of a missing value, column by column; `means`: of each output, for levels that are not listed.
 */
export interface TargetEncodeState extends PlainRecord {
  readonly levels: readonly (readonly string[])[];
  readonly names: readonly (readonly string[])[];
  readonly values: readonly Float64Array[];
  readonly gaps: Float64Array;
  readonly means: Float64Array;
}

/** What the answers were, on average, where a level stood. */
export const targetEncode = defineApplier<TargetEncodeState>({
  id: 'target-encode',
  apply(table, columns, { levels, names, values, gaps, means }) {
    const outputs = means.length;
    return replaceColumns(table, columns, (column, i) => {
      const places = placesOf(asCategory('Target encoding', column), levels[i]!);
      return names[i]!.map((name, k): NumberColumn => {
        const valueAt = (place: number) =>
          place >= 0 ? values[i]![place * outputs + k]! : place === -1 ? gaps[i * outputs + k]! : means[k]!;
        return { kind: 'number', name, values: Float64Array.from(places, valueAt) };
      });
    });
  }
});
