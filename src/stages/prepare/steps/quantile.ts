import { quoted } from '../../../core/words.ts';
import type { NumberColumn } from '../../../core/table.ts';
import { present, quantile as quantileOf } from '../column-statistics.ts';
import { defineStep } from '../step-type.ts';

/** Puts in a number's place the share of training rows below it. */
export const quantile = defineStep({
  id: 'quantile',
  purpose: 'scale',
  label: 'Rank among training rows',
  doc: 'Puts in a number’s place the share of training rows below it: whatever the shape of a column was, it is even or normal then, and outliers lose their reach.',
  accepts: ['number'],
  turnsInto: 'same',
  gapsAfter: () => 'kept',
  params: {
    nQuantiles: {
      type: 'int',
      default: 1000,
      min: 2,
      max: 10_000,
      doc: 'Quantiles that are learned of each column, no more than there are rows; between them numbers lie along a line.'
    },
    outputDistribution: {
      type: 'choice',
      default: 'uniform',
      options: ['uniform', 'normal'],
      doc: 'Shares from 0 to 1, or their places on a normal curve, none beyond 5.2.'
    }
  },

  fit(table, columns, { nQuantiles, outputDistribution }, { tell }) {
    const quantiles = columns.map((column) => {
      const values = present((column as NumberColumn).values);
      if (values.length === 0) tell('column-all-missing', `${quoted(column.name)} has no value in the training rows and is left as it is.`);
      else if (values[0] === values.at(-1)) tell('column-constant', `${quoted(column.name)} does not vary in the training rows.`);
      const count = Math.max(2, Math.min(nQuantiles, table.rows));
      return values.length === 0 ? values : rising(Float64Array.from({ length: count }, (_, k) => quantileOf(values, k / (count - 1))));
    });
    return { output: outputDistribution, quantiles };
  }
});

/** Rounding may put a quantile below the one before it. */
function rising(values: Float64Array): Float64Array {
  for (let i = 1; i < values.length; i++) values[i] = Math.max(values[i]!, values[i - 1]!);
  return values;
}
