import type { NumberColumn } from '../../../core/table.ts';
import { deviation, mean, present } from '../column-statistics.ts';
import { chosen } from '../selection/choose.ts';
import { defineStep } from '../step-type.ts';

/** Leaves out columns that hardly vary. */
export const lowVariance = defineStep({
  id: 'low-variance',
  purpose: 'select',
  label: 'Leave out what hardly varies',
  doc: 'Leaves out number columns whose variance among the training rows is at or below a threshold; the answer is not looked at.',
  accepts: ['number'],
  turnsInto: 'same',
  renames: () => true,
  gapsAfter: () => 'kept',
  params: {
    threshold: {
      type: 'float',
      default: 0,
      min: 0,
      max: 1e300,
      doc: 'The variance that a column must have more of, in its own unit squared; 0 leaves out what does not vary at all.'
    }
  },

  fit(_table, columns, { threshold }, { tell }) {
    const varies = columns.map((column) => {
      const values = present((column as NumberColumn).values);
      // Of equal values rounding may leave a variance.
      return values.length > 0 && values[0] !== values.at(-1) && deviation(values, mean(values)) ** 2 > threshold;
    });
    return { ...chosen(columns, [...varies.keys()].filter((place) => varies[place]), tell) }; // prettier-ignore
  }
});
