import { brief } from '../../../core/words.ts';
import type { CategoryColumn, Column } from '../../../core/table.ts';
import { countLevels } from '../columns/category.ts';

/** The most common value of a number or category column with few values; null where there is none to speak of. */
export function mostCommon(column: Column): { label: string; count: number } | null {
  if (column.kind === 'category') return mostCommonLevel(column);
  if (column.kind !== 'number') return null;
  const candidate = majority(column.values);
  let count = 0;
  for (const value of column.values) if (value === candidate) count++;
  return count === 0 ? null : { label: brief(candidate), count };
}

function mostCommonLevel(column: CategoryColumn): { label: string; count: number } | null {
  const counts = countLevels(column);
  const best = counts.indexOf(counts.reduce((most, count) => Math.max(most, count), 0));
  return best < 0 || counts[best] === 0 ? null : { label: column.labels[best]!, count: counts[best]! };
}

/** The only value that can be in more than half of the rows. Source: Boyer & Moore (1991), majority vote. */
function majority(values: Float64Array): number {
  let [candidate, votes] = [NaN, 0];
  for (const value of values) {
    if (value !== value) continue;
    if (votes === 0) candidate = value;
    votes += value === candidate ? 1 : -1;
  }
  return candidate;
}
