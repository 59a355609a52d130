import { partOf, pause, type WorkContext } from '../../core/context.ts';
import { columnNotFound } from '../../core/errors/tables.ts';
import { valueTypeOf } from '../../core/expression/syntax.ts';
import { createPacer, type Pacer } from '../../core/pacer.ts';
import { placeInZone } from '../../stages/ingest/columns/place-in-zone.ts';
import { compareByContent, compareByKey, type ColumnPair, type RowDifference } from '../../stages/shape/compare-rows.ts';
import { compareSchemas, hasSameValues, type SchemaDifference } from '../../stages/shape/compare-schemas.ts';
import type { DatasetRecord, StoredColumn } from '../../storage/records/dataset.ts';
import type { JobServices } from '../services.ts';
import { findShifts, type ColumnShift } from './column-shifts.ts';

export interface DiffJob {
  /** The ids of the two versions. */
  readonly before: string;
  readonly after: string;
  /** Columns that name each row; null = the column with the role id where it does, else by content. */
  readonly key: readonly string[] | null;
}

export interface VersionDifference {
  readonly schema: SchemaDifference;
  readonly rows: RowDifference;
  /** Columns both have whose values were compared as distributions, the strongest evidence first. */
  readonly shifts: readonly ColumnShift[];
  /** Columns both have that could not be compared: images, and columns of another type. */
  readonly notCompared: readonly string[];
}

/**
 * What differs between two versions: schema, rows, distributions. Nothing is stored.
 * @throws LatheError `unknown-id`, `column-not-found`, `diff-key-unusable`
 */
export async function diffVersions(job: DiffJob, services: Pick<JobServices, 'storage'>, context: WorkContext): Promise<VersionDifference> {
  const [before, after] = await Promise.all([services.storage.datasets.get(job.before), services.storage.datasets.get(job.after)]);
  const pairs = pairsOf(before, after);
  const comparable = pairs.filter(isComparable);
  const notCompared = pairs.filter((pair) => !comparable.includes(pair) && !hasSameValues(pair.before, pair.after)).map(({ name }) => name);
  const pace = createPacer(context);
  const rows = await rowsOf(job, { before, after, pairs: comparable }, services, pace);
  await pause(context);
  context.onProgress(0.5);
  const shifts = await findShifts(
    comparable.filter((pair) => before.rows !== after.rows || !hasSameValues(pair.before, pair.after)),
    async (pair) => (await readPairs({ before, after, pairs: [pair] }, services))[0]!,
    partOf(context, 0.5, 1)
  );
  return { schema: compareSchemas(before.columns, after.columns), rows, shifts, notCompared };
}

export interface StoredPair {
  readonly name: string;
  readonly before: StoredColumn;
  readonly after: StoredColumn;
}

interface Versions {
  readonly before: DatasetRecord;
  readonly after: DatasetRecord;
  readonly pairs: readonly StoredPair[];
}

const pairsOf = (before: DatasetRecord, after: DatasetRecord): StoredPair[] =>
  before.columns.flatMap((column) => {
    const other = after.columns.find(({ name }) => name === column.name);
    return other ? [{ name: column.name, before: column, after: other }] : [];
  });

const isComparable = ({ before, after }: StoredPair): boolean =>
  valueTypeOf(before.type) !== null && valueTypeOf(before.type) === valueTypeOf(after.type);

async function rowsOf(job: DiffJob, versions: Versions, services: Pick<JobServices, 'storage'>, pace: Pacer): Promise<RowDifference> {
  const { before, after, pairs } = versions;
  const sizes = { before: before.rows, after: after.rows };
  const key = job.key ?? suggestedKey(versions);
  for (const name of key)
    if (!pairs.some((pair) => pair.name === name))
      throw columnNotFound(
        name,
        pairs.map((pair) => pair.name)
      );
  if (pairs.every((pair) => hasSameValues(pair.before, pair.after)) && pairs.length > 0)
    return { by: 'content', key: [], ...sizes, added: 0, removed: 0, changed: 0, same: before.rows, columns: [], examples: [] };
  const read = await readPairs(versions, services);
  return key.length === 0 ? compareByContent(read, sizes, pace) : compareByKey(read, key, sizes, pace);
}

/** The column with the role id, where it names each row on both sides. */
function suggestedKey({ before, after, pairs }: Versions): string[] {
  const names = (column: StoredColumn, rows: number) => column.role === 'id' && column.missing === 0 && column.distinct === rows;
  const found = pairs.find((pair) => names(pair.before, before.rows) && names(pair.after, after.rows));
  return found ? [found.name] : [];
}

async function readPairs({ before, after, pairs }: Versions, { storage }: Pick<JobServices, 'storage'>): Promise<ColumnPair[]> {
  const names = pairs.map(({ name }) => name);
  const old = await storage.datasets.readTable(before.id, names);
  const now = await storage.datasets.readTable(after.id, names);
  return names.map((name, i) => alike({ name, before: old.columns[i]!, after: now.columns[i]! }));
}

/** Moments and clock times are compared by what the clocks show: that a zone was said changes no value. */
function alike({ name, before, after }: ColumnPair): ColumnPair {
  if (before.kind !== 'time' || after.kind !== 'time' || (before.zone === undefined) === (after.zone === undefined))
    return { name, before, after };
  return { name, before: placeInZone(before, null, 'first').column, after: placeInZone(after, null, 'first').column };
}
