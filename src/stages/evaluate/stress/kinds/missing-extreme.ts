import { orderOf } from '../../../../core/stats.ts';
import { percent } from '../../../../core/words.ts';
import { isMeasured, withGaps } from '../change-values.ts';
import { defineStress } from '../stress-type.ts';

/** Values are lost because of what they are: who earns most does not say, a scale ends before the heaviest. */
export const missingExtreme = defineStress({
  changes: 'values',
  id: 'missing-extreme',
  label: 'The largest values go missing',
  doc: 'The largest values of each column of numbers are lost, or the smallest: missing not at random.',
  params: { side: { type: 'choice', options: ['largest', 'smallest'], default: 'largest', doc: 'Which values are lost.' } },
  doses: [0.05, 0.1, 0.2, 0.4],
  most: 1,
  axis: 'Share of the values missing, the most extreme first',
  isShare: true,
  isFixed: true,
  takes: isMeasured,
  sayDose: (dose, { side }) => `the ${side} ${percent(dose)} of the values missing`,
  apply(column, dose, { params }) {
    if (column.kind !== 'number' && column.kind !== 'time') return column;
    const order = orderOf(column.values).filter((row) => !Number.isNaN(column.values[row]!));
    const count = Math.round(dose * order.length);
    const gone = new Set(params.side === 'largest' ? order.subarray(order.length - count) : order.subarray(0, count));
    return withGaps(column, (row) => gone.has(row));
  }
});
