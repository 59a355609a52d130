import { partOf, type WorkContext } from '../../core/context.ts';
import { createPacer, type Pacer } from '../../core/pacer.ts';
import type { ColumnSchema } from '../../core/schema.ts';
import { isMissing, type Column, type Table } from '../../core/table.ts';
import { associate } from './associations.ts';
import { describeCategories } from './columns/category.ts';
import { describeImages } from './columns/image.ts';
import { describeNumbers } from './columns/number.ts';
import { describeTexts } from './columns/text.ts';
import { describeTimes } from './columns/time.ts';
import { describeMissing } from './missing/missingness.ts';
import type { ColumnCounts, ColumnProfile, Profile } from './profile-type.ts';

/**
 * Everything worth knowing about a table before modelling: each column over all rows, how the columns go together, what is missing.
 * @param schema one entry a column, by name
 * @param target measured with every column, however many there are; null while it is not known
 */
export async function profileTable(
  table: Table,
  schema: readonly ColumnSchema[],
  context: WorkContext,
  target: string | null = null
): Promise<Profile> {
  const pace = createPacer(context);
  const columns: [string, ColumnProfile][] = [];
  const ofColumns = partOf(context, 0, 0.6);
  for (const [i, column] of table.columns.entries()) {
    ofColumns.onProgress(i / table.columns.length, column.name);
    columns.push([column.name, await describeColumn(column, schemaOf(column, schema), table.rows, pace)]);
  }
  context.onProgress(0.6, 'missing values');
  const { missingness, notes } = await describeMissing(table, pace);
  context.onProgress(0.7, 'associations');
  const { associations, compared, notes: more } = await associate(table, target, pace);
  context.onProgress(1);
  return {
    rows: table.rows,
    columns: ownRecord(columns),
    associations,
    compared,
    comparedNotes: more,
    missingness,
    notes: [...notes, ...more]
  };
}

/** Columns may be called `__proto__`: they are defined, not assigned. */
export function ownRecord<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  return Object.fromEntries(entries);
}

function schemaOf(column: Column, schema: readonly ColumnSchema[]): ColumnSchema {
  const fallback = { name: column.name, type: column.kind, role: 'feature' } as const;
  return schema.find((entry) => entry.name === column.name) ?? fallback;
}

/** One column over all rows. */
export async function describeColumn(column: Column, schema: ColumnSchema, rows: number, pace: Pacer): Promise<ColumnProfile> {
  const missing = countMissing(column, rows);
  await pace(rows * 2);
  const missingShare = rows === 0 ? 0 : missing / rows;
  const head: ColumnCounts = { type: schema.type, role: schema.role, count: rows - missing, missing, missingShare };
  switch (column.kind) {
    case 'number':
      return describeNumbers(column, head, pace);
    case 'category':
      return describeCategories(column, head, pace);
    case 'time':
      return describeTimes(column, head, pace);
    case 'text':
      return describeTexts(column, head, pace);
    case 'image':
      return describeImages(column, head, pace);
  }
}

function countMissing(column: Column, rows: number): number {
  let missing = 0;
  for (let row = 0; row < rows; row++) if (isMissing(column, row)) missing++;
  return missing;
}
