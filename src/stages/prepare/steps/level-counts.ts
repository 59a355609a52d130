import type { CategoryColumn } from '../../../core/table.ts';
import { quoted } from '../../../core/words.ts';
import { countLevels } from '../column-statistics.ts';
import { defineStep } from '../step-type.ts';

/** How common each level is among the training rows. */
export const levelCounts = defineStep({
  id: 'level-counts',
  purpose: 'encode',
  label: 'Count the levels',
  doc: 'Turns a category into how common its level is in the training rows, 0 for one that was not there: where being rare tells something.',
  accepts: ['category'],
  turnsInto: 'number',
  gapsAfter: () => 'none',
  params: {
    as: { type: 'choice', default: 'share', options: ['share', 'count'], doc: 'A share of the training rows, 0 to 1, or a number of them.' }
  },

  fit(table, columns, { as }, { tell }) {
    const unit = as === 'share' ? Math.max(1, table.rows) : 1;
    const known = columns.map((column) => {
      const { codes, labels } = column as CategoryColumn;
      const counts = countLevels(column as CategoryColumn);
      const seen = [...labels.keys()].filter((code) => counts[code]! > 0);
      if (seen.length === 0)
        tell('column-all-missing', `${quoted(column.name)} has no level in the training rows, so any later one counts 0.`);
      const gaps = codes.reduce((count, code) => (code < 0 ? count + 1 : count), 0);
      return {
        levels: seen.map((code) => labels[code]!),
        values: Float64Array.from(seen, (code) => counts[code]! / unit),
        gap: gaps / unit
      };
    });
    return {
      levels: known.map(({ levels }) => levels),
      values: known.map(({ values }) => values),
      gaps: Float64Array.from(known, ({ gap }) => gap)
    };
  }
});
