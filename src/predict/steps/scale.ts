import type { PlainRecord } from '../../core/plain.ts';
import { defineApplier } from '../step-applier.ts';
import { asNumbers, replaceColumns } from './replace-columns.ts';

/** `(x - center) / scale`, one entry for each column of the step; `scale` is never 0. */
export interface ScaleState extends PlainRecord {
  readonly center: Float64Array;
  readonly scale: Float64Array;
}

/** Shifts and stretches numbers; missing stays missing. */
export const scale = defineApplier<ScaleState>({
  id: 'scale',
  apply: (table, columns, state) =>
    replaceColumns(table, columns, (column, i) => {
      const { values } = asNumbers('Scale', column);
      const center = state.center[i]!;
      const unit = state.scale[i]!;
      return [{ kind: 'number', name: column.name, values: values.map((x) => (x - center) / unit) }];
    })
});
