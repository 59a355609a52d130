import { rowsOfColumn } from '../../../../core/table.ts';
import { percent } from '../../../../core/words.ts';
import { withGaps } from '../change-values.ts';
import { defineStress } from '../stress-type.ts';

/** Values are lost by chance: a form not filled in, a sensor that skips. */
export const missing = defineStress({
  changes: 'values',
  id: 'missing',
  label: 'Values go missing by chance',
  doc: 'A share of the values of each column is lost, whatever they are.',
  params: {},
  doses: [0.05, 0.1, 0.2, 0.4],
  most: 1,
  axis: 'Share of the values missing',
  isShare: true,
  rankAt: 1,
  takes: (type) => type !== 'image',
  sayDose: (dose) => `${percent(dose)} of the values missing`,
  apply(column, dose, { rng }) {
    const draws = Float64Array.from({ length: rowsOfColumn(column) }, rng);
    return withGaps(column, (row) => draws[row]! < dose);
  }
});
