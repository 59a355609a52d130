import { quoted } from '../../../core/words.ts';
import type { CategoryColumn } from '../../../core/table.ts';
import { levelsOf } from '../column-statistics.ts';
import { freshNames } from '../fresh-names.ts';
import { defineStep } from '../step-type.ts';

/** A 0/1 column for each level that the training rows have. */
export const oneHot = defineStep({
  id: 'one-hot',
  purpose: 'encode',
  label: 'One column a level',
  doc: 'Turns a category into 0/1 columns, one a level; a level that training did not see is 0 in all of them.',
  accepts: ['category'],
  turnsInto: 'number',
  gapsAfter: () => 'none',
  params: {
    drop: {
      type: 'choice',
      default: 'none',
      options: ['none', 'first', 'if-binary'],
      doc: 'Leaves out the first level: never, always, or when there are only two.'
    },
    missing: {
      type: 'choice',
      default: 'zeros',
      options: ['zeros', 'own-column'],
      doc: 'What a missing value becomes: zeros everywhere, or a column of its own.'
    }
  },

  fit(table, columns, { drop, missing }, { tell }) {
    const fresh = freshNames(table);
    const levels = columns.map((column) => {
      const all = levelsOf(column as CategoryColumn);
      if (all.length === 0) tell('column-all-missing', `${quoted(column.name)} has no level in the training rows and gets no column.`);
      return drop === 'first' || (drop === 'if-binary' && all.length === 2) ? all.slice(1) : all;
    });
    return {
      levels,
      names: levels.map((list, i) => list.map((level) => fresh(`${columns[i]!.name} = ${level}`))),
      missing: columns.map((column) => (missing === 'own-column' ? fresh(`${column.name} is missing`) : null))
    };
  }
});
