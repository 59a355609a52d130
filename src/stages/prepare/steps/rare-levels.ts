import type { CategoryColumn } from '../../../core/table.ts';
import { countLevels } from '../column-statistics.ts';
import { defineStep } from '../step-type.ts';

/** Gathers the rare levels of a category into one. */
export const rareLevels = defineStep({
  id: 'rare-levels',
  purpose: 'encode',
  label: 'Gather rare levels',
  doc: 'Makes one level of all that are rare in the training rows, and of those that come up later.',
  accepts: ['category'],
  turnsInto: 'same',
  gapsAfter: () => 'kept',
  params: {
    minShare: { type: 'float', default: 0.01, min: 0, max: 1, doc: 'Smallest share of the known values a level must have to stay.' },
    minCount: { type: 'int', default: 1, min: 1, max: 1_000_000_000, doc: 'Smallest number of rows a level must have to stay.' },
    maxLevels: { type: 'int', default: 50, min: 1, max: 100_000, doc: 'Most levels that stay, the most common ones first.' },
    other: { type: 'text', default: 'other', doc: 'The name of the level for the rest.' }
  },

  fit: (_table, columns, params) => ({ kept: columns.map((column) => commonLevels(column as CategoryColumn, params)), other: params.other })
});

interface Limits {
  readonly minShare: number;
  readonly minCount: number;
  readonly maxLevels: number;
}

/** The levels that stay, in the order of the column's labels. */
function commonLevels(column: CategoryColumn, { minShare, minCount, maxLevels }: Limits): string[] {
  const counts = countLevels(column);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const common = [...counts.keys()].filter((code) => counts[code]! >= minCount && counts[code]! >= minShare * total && counts[code]! > 0);
  const most = common.sort((a, b) => counts[b]! - counts[a]! || a - b).slice(0, maxLevels);
  return most.sort((a, b) => a - b).map((code) => column.labels[code]!);
}
