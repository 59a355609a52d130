import type { Pacer } from '../../../core/pacer.ts';
import type { CategoryColumn } from '../../../core/table.ts';
import type { CategoryProfile, ColumnCounts } from '../profile-type.ts';

const LISTED = 50;

/** Levels and their balance, of a category or boolean column. Levels that no row has are not counted. */
export async function describeCategories(column: CategoryColumn, head: ColumnCounts, pace: Pacer): Promise<CategoryProfile> {
  const counts = countLevels(column);
  await pace(column.codes.length);
  const present = column.labels
    .map((label, code) => ({ label, count: counts[code]!, share: counts[code]! / head.count }))
    .filter((level) => level.count > 0)
    .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
  const levels = present.slice(0, LISTED);
  const entropyBits = present.reduce((bits, level) => bits - level.share * Math.log2(level.share), 0);
  return {
    ...head,
    kind: 'category',
    distinct: present.length,
    levels,
    others: { levels: present.length - levels.length, count: head.count - levels.reduce((rows, level) => rows + level.count, 0) },
    entropyBits: present.length > 0 ? entropyBits : null,
    evenness: present.length > 1 ? entropyBits / Math.log2(present.length) : null,
    imbalance: present.length > 1 ? present[0]!.count / present.at(-1)!.count : null
  };
}

/** Rows of each code; missing ones are not counted. */
export function countLevels(column: CategoryColumn): Float64Array {
  const counts = new Float64Array(column.labels.length);
  for (const code of column.codes) if (code >= 0) counts[code]!++;
  return counts;
}
