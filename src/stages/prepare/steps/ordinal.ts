import type { CategoryColumn } from '../../../core/table.ts';
import { levelsOf } from '../column-statistics.ts';
import { defineStep } from '../step-type.ts';

/** The place of each level in the order of the column's labels. */
export const ordinal = defineStep({
  id: 'ordinal',
  purpose: 'encode',
  label: 'Number the levels',
  doc: 'Turns a category into the place of its level, from 0, in the order of the labels: for levels that have an order.',
  accepts: ['category'],
  turnsInto: 'number',
  gapsAfter: () => 'kept',
  params: {
    unknown: {
      type: 'choice',
      default: 'missing',
      options: ['missing', 'minus-one'],
      doc: 'What a level becomes that training did not see.'
    }
  },

  fit: (_table, columns, { unknown }) => ({
    levels: columns.map((column) => levelsOf(column as CategoryColumn)),
    unknown: unknown === 'missing' ? NaN : -1
  })
});
