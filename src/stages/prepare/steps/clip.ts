import { quoted } from '../../../core/words.ts';
import type { NumberColumn } from '../../../core/table.ts';
import { present, quantile } from '../column-statistics.ts';
import { defineStep } from '../step-type.ts';

/** No number is farther out. */
const FARTHEST = Number.MAX_VALUE;

/** Brings the farthest values in to a quantile of the training rows (winsorising). */
export const clip = defineStep({
  id: 'clip',
  purpose: 'scale',
  label: 'Clip extreme values',
  doc: 'Brings values beyond two learned quantiles in to them, so that a few extreme rows, now or later, do not decide for all.',
  accepts: ['number'],
  turnsInto: 'same',
  gapsAfter: () => 'kept',
  params: {
    lowQuantile: { type: 'float', default: 0.01, min: 0, max: 0.5, doc: 'The share of training rows below the lower end.' },
    highQuantile: { type: 'float', default: 0.99, min: 0.5, max: 1, doc: 'The share of training rows below the upper end.' }
  },

  fit(_table, columns, { lowQuantile, highQuantile }, { tell }) {
    const ends = columns.map((column) => {
      const values = present((column as NumberColumn).values);
      if (values.length > 0) return [quantile(values, lowQuantile), quantile(values, highQuantile)] as const;
      tell('column-all-missing', `${quoted(column.name)} has no value in the training rows and is left as it is.`);
      return [-FARTHEST, FARTHEST] as const;
    });
    return { low: Float64Array.from(ends, ([low]) => low), high: Float64Array.from(ends, ([, high]) => high) };
  }
});
