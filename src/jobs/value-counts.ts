import { targetTooManyClasses } from '../core/errors/problem.ts';
import { columnNotFound } from '../core/errors/tables.ts';
import { classesOf } from '../stages/explore/audit/classes.ts';
import type { JobServices } from './services.ts';

const MOST_VALUES = 1000;

/** One value of a column and in how many rows it stands. */
export interface ValueCount {
  readonly label: string;
  readonly count: number;
}

/**
 * How many rows hold each value of a column, most common first; rows without a value are left out.
 * @throws LatheError `column-not-found`, `target-too-many-classes` beyond a thousand different values
 */
export async function countValues(
  { datasetId, column }: { readonly datasetId: string; readonly column: string },
  { storage }: Pick<JobServices, 'storage'>
): Promise<ValueCount[]> {
  const dataset = await storage.datasets.get(datasetId);
  const known = dataset.columns.find(({ name }) => name === column);
  if (!known)
    throw columnNotFound(
      column,
      dataset.columns.map(({ name }) => name)
    );
  if (known.distinct > MOST_VALUES) throw targetTooManyClasses(column, `${known.distinct} different values`, MOST_VALUES);
  const { codes, labels } = classesOf((await storage.datasets.readTable(datasetId, [column])).columns[0]!);
  const counts = new Float64Array(labels.length);
  for (const code of codes) if (code >= 0) counts[code]!++;
  return labels
    .map((label, code) => ({ label, count: counts[code]! }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}
