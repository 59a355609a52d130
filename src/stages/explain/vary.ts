import { columnNotVaried } from '../../core/errors/judging.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import { quantileSorted } from '../../core/stats.ts';
import { type Column, findColumn, type Table } from '../../core/table.ts';

/** A value a column can be set to: a number, milliseconds since 1970 for a time, or a level. */
export type GridValue = number | string;

/**
 * Values to walk a column over: the levels of a category by how common they are, or up to `most` quantiles of a number or time between the 1 %
 * and the 99 % one, where there are rows to speak for them.
 * @throws LatheError `column-not-varied` for text and images, `column-not-found`
 */
export function gridOf(table: Table, name: string, most = 20): GridValue[] {
  const column = columnOf(table, name);
  if (column.kind === 'category') return levelsByCount(column.codes, column.labels).slice(0, most);
  if (column.kind !== 'number' && column.kind !== 'time') throw columnNotVaried(name, column.kind);
  const sorted = column.values.filter((value) => !Number.isNaN(value)).sort();
  const distinct = [...new Set(sorted)];
  if (distinct.length <= most) return distinct;
  const quantiles = Array.from({ length: most }, (_, i) => quantileSorted(sorted, 0.01 + (0.98 * i) / (most - 1)));
  return [...new Set(quantiles)];
}

function levelsByCount(codes: Int32Array, labels: readonly string[]): string[] {
  const counts = new Float64Array(labels.length);
  for (const code of codes) if (code >= 0) counts[code]! += 1;
  return [...labels.keys()].filter((code) => counts[code]! > 0).sort((a, b) => counts[b]! - counts[a]! || a - b).map((code) => labels[code]!); // prettier-ignore
}

export function columnOf(table: Table, name: string): Column {
  const column = findColumn(table, name);
  if (!column) throw columnNotFound(name, table.columns.map((each) => each.name)); // prettier-ignore
  return column;
}

/**
 * The column with one value on all `rows` rows. A level that was never seen is added behind the others.
 * @throws LatheError `column-not-varied` for text and images, or a value of the wrong kind
 */
export function constantColumn(column: Column, value: GridValue, rows: number): Column {
  if (column.kind === 'category' && typeof value === 'string') {
    const known = column.labels.indexOf(value);
    const labels = known < 0 ? [...column.labels, value] : column.labels;
    return { ...column, labels, codes: new Int32Array(rows).fill(known < 0 ? labels.length - 1 : known) };
  }
  if ((column.kind === 'number' || column.kind === 'time') && typeof value === 'number')
    return { ...column, values: new Float64Array(rows).fill(value) };
  throw columnNotVaried(column.name, column.kind);
}
