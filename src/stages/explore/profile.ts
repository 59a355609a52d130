import { partOf, type WorkContext } from '../../core/context.ts';
import { createPacer, type Pacer } from '../../core/pacer.ts';
import type { ColumnSchema } from '../../core/schema.ts';
import type { Column, Table } from '../../core/table.ts';
import { grouped } from '../../core/words.ts';
import { associate, MOST_COLUMNS, MOST_ROWS } from './associations.ts';
import { sourceOf, type ColumnSource, type TableSource } from './column-source.ts';
import { EXACT_ROWS, lookAtColumn } from './look-at-column.ts';
import { evenRows } from './even-sample.ts';
import { describeMissing } from './missing/missingness.ts';
import type { Gaps } from './missing/gaps.ts';
import type { ColumnProfile, Profile } from './profile-type.ts';

/**
 * Everything worth knowing about a table before modelling: each column over all rows, how the columns go together, what is missing.
 * @param schema one entry a column, by name
 * @param target measured with every column, however many there are; null while it is not known
 */
export const profileTable = (
  table: Table,
  schema: readonly ColumnSchema[],
  context: WorkContext,
  target: string | null = null
): Promise<Profile> => profileSource(sourceOf(table), schema, context, { target });

/**
 * `profileTable` of a table that is read a column at a time: what stays of each is its profile, a bit a row for its gaps, and an even sample of its values.
 * @param exactRows of more, numbers and texts are never in memory whole, and what can't be counted then is estimated
 */
export async function profileSource(
  source: TableSource,
  schema: readonly ColumnSchema[],
  context: WorkContext,
  { target = null, exactRows = EXACT_ROWS }: { readonly target?: string | null; readonly exactRows?: number } = {}
): Promise<Profile> {
  const pace = createPacer(context);
  const looked = await lookAtAll(source, schema, exactRows, partOf(context, 0, 0.6), pace);
  const { rows } = source;
  context.onProgress(0.6, 'missing values');
  const { missingness, notes } = await describeMissing({ ...looked, rows, columns: source.columns.length }, pace);
  context.onProgress(0.7, 'associations');
  const { associations, compared, notes: more } = await associate(toCompare(looked.sample, schema), target, pace, rows);
  context.onProgress(1);
  return {
    rows,
    columns: ownRecord(looked.profiles),
    associations,
    compared,
    comparedNotes: more,
    missingness,
    notes: [...estimateNotes(looked.profiles, exactRows), ...notes, ...more]
  };
}

interface Looked {
  readonly profiles: readonly (readonly [string, ColumnProfile])[];
  readonly gaps: readonly Gaps[];
  readonly sample: Table;
  readonly sampled: Uint32Array | null;
}

/** One column after the other, so that none is in memory beside the next. */
async function lookAtAll(
  source: TableSource,
  schema: readonly ColumnSchema[],
  exactRows: number,
  context: WorkContext,
  pace: Pacer
): Promise<Looked> {
  const sampled = evenRows(source.rows, MOST_ROWS);
  const byName = new Map(schema.map((entry) => [entry.name, entry]));
  const profiles: [string, ColumnProfile][] = [];
  const gaps: Gaps[] = [];
  const columns: Column[] = [];
  for (const [i, column] of source.columns.entries()) {
    context.onProgress(i / source.columns.length, column.name);
    const look = await lookAtColumn(column, schemaOf(column, byName), { rows: source.rows, sampled, exactRows }, pace);
    profiles.push([column.name, look.profile]);
    gaps.push(look.gaps);
    if (look.sample) columns.push(look.sample);
  }
  return { profiles, gaps, sample: { rows: sampled?.length ?? source.rows, columns }, sampled };
}

/** Of a wide table a person chooses what is compared by giving the rest the role ignore. */
function toCompare(sample: Table, schema: readonly ColumnSchema[]): Table {
  if (sample.columns.length <= MOST_COLUMNS) return sample;
  const ignored = new Set(schema.filter(({ role }) => role === 'ignore').map(({ name }) => name));
  return { rows: sample.rows, columns: sample.columns.filter(({ name }) => !ignored.has(name)) };
}

/** Columns may be called `__proto__`: they are defined, not assigned. */
export function ownRecord<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  return Object.fromEntries(entries);
}

function schemaOf(column: ColumnSource, schema: ReadonlyMap<string, ColumnSchema>): ColumnSchema {
  return schema.get(column.name) ?? { name: column.name, type: column.kind, role: 'feature' };
}

function estimateNotes(profiles: Looked['profiles'], exactRows: number): string[] {
  if (profiles.every(([, { estimates }]) => !estimates)) return [];
  return [
    `Of more than ${grouped(exactRows)} rows, quantiles and the number of different values of columns with very many of them are estimates; each says how far it may be off. All else is counted over all rows.`
  ];
}
