import { groupsUnusable } from '../../core/errors/judging.ts';
import { quantile } from '../../core/stats.ts';
import { categoryColumn, type CategoryColumn, type Column } from '../../core/table.ts';

/** A number with more values than this is divided into quarters. */
const MOST_LEVELS = 12;

/**
 * A column as groups of rows: categories as they are, numbers of few values by value, of many by quarter.
 * @param cutBy the values whose quarters they are; its own when left out
 * @throws LatheError `groups-unusable` for text, times and images
 */
export function asGroups(column: Column, cutBy: Column = column): CategoryColumn {
  if (column.kind === 'category') return column;
  if (column.kind !== 'number') throw groupsUnusable(column.name, column.kind);
  if (cutBy.kind !== 'number') throw groupsUnusable(cutBy.name, cutBy.kind);
  const present = cutBy.values.filter((value) => !Number.isNaN(value)).sort();
  const distinct = new Set(present);
  const nameOf = distinct.size <= MOST_LEVELS ? String : quarterOf(present);
  return categoryColumn(
    column.name,
    Array.from(column.values, (value) => (Number.isNaN(value) ? null : nameOf(value)))
  );
}

function quarterOf(sorted: Float64Array): (value: number) => string {
  const edges = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share));
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  const bounds = [low, ...edges, high];
  return (value) => {
    const place = edges.filter((edge) => value > edge).length;
    return `${bounds[place]} to ${bounds[place + 1]}`;
  };
}
