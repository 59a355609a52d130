import { pause, type WorkContext } from '../../core/context.ts';
import { isLatheError } from '../../core/errors/lathe-error.ts';
import type { Column, RowSet } from '../../core/table.ts';
import type { Frame } from '../../stages/shape/frame.ts';
import { valueText } from '../../stages/shape/value-text.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import type { JobServices } from '../services.ts';
import type { StoredSource } from '../shaping/dataset-frame.ts';
import { planShape } from '../shaping/plan-shape.ts';

/** Whom to look for: everybody with this value in this column. */
export interface Person {
  readonly projectId: string;
  readonly column: string;
  /** As it is written in the table; a moment of time in ISO 8601. */
  readonly value: string;
}

export interface PersonRows {
  /** Rows by version id, ascending; only versions with any. */
  readonly rows: ReadonlyMap<string, RowSet>;
  /** Versions that hold sums or means over rows of the person. */
  readonly summed: readonly DatasetRecord[];
  /** Versions made of rows of the person by steps that can't be followed any more, a destroyed key or a removed table for one. */
  readonly lost: readonly DatasetRecord[];
}

/**
 * Every row of a person in every version: by the value, and, where the column was dropped, masked or renamed on the way, by following the steps the
 * version was made by.
 */
export async function rowsOfPerson(person: Person, services: Pick<JobServices, 'storage'>, context: WorkContext): Promise<PersonRows> {
  const versions = await services.storage.datasets.list(person.projectId);
  const rows = new Map<string, RowSet>();
  const [summed, lost]: [DatasetRecord[], DatasetRecord[]] = [[], []];
  for (const [i, dataset] of versions.entries()) {
    const own = await rowsByValue(dataset, person, services);
    const followed = await rowsByLineage(dataset, rows, versions, services, context);
    if (followed === 'lost' && own.length === 0) lost.push(dataset);
    if (isSummed(dataset) && parentsOf(dataset).some((id) => rows.has(id))) summed.push(dataset);
    const all = union(own, followed === 'lost' ? new Uint32Array(0) : followed);
    if (all.length > 0) rows.set(dataset.id, all);
    context.onProgress((i + 1) / versions.length, `Version ${dataset.version}`);
    await pause(context);
  }
  return { rows, summed, lost };
}

async function rowsByValue(dataset: DatasetRecord, { column, value }: Person, { storage }: Pick<JobServices, 'storage'>): Promise<RowSet> {
  const stored = dataset.columns.find(({ name }) => name === column);
  if (!stored || stored.kind === 'image') return new Uint32Array(0);
  const table = await storage.datasets.readTable(dataset.id, [column]);
  return matching(table.columns[0]!, table.rows, value);
}

/** Numbers match by what they are, everything else letter for letter. */
export function matching(column: Column, rows: number, value: string): RowSet {
  const found: number[] = [];
  const wanted = column.kind === 'number' && value.trim() !== '' ? Number(value) : column.kind === 'time' ? Date.parse(value) : NaN;
  const code = column.kind === 'category' ? column.labels.indexOf(value) : -1;
  for (let row = 0; row < rows; row++) {
    const isSame =
      column.kind === 'number' || column.kind === 'time'
        ? column.values[row] === wanted
        : column.kind === 'category'
          ? code >= 0 && column.codes[row] === code
          : column.kind === 'text' && !column.missing[row] && valueText(column, row) === value;
    if (isSame) found.push(row);
  }
  return Uint32Array.from(found);
}

const parentsOf = ({ made, parentId }: DatasetRecord): string[] =>
  made ? made.parents.map(({ datasetId }) => datasetId) : parentId === null ? [] : [parentId];

const isSummed = ({ made, columns }: DatasetRecord): boolean =>
  made?.by === 'synthesis' ||
  (made?.steps.some(({ kind }) => kind === 'group') ?? false) ||
  columns.some(({ origin }) => origin?.overRows === true);

/** Rows of a version that come from rows known of the versions it was made of. */
async function rowsByLineage(
  dataset: DatasetRecord,
  known: ReadonlyMap<string, RowSet>,
  versions: readonly DatasetRecord[],
  services: Pick<JobServices, 'storage'>,
  context: WorkContext
): Promise<RowSet | 'lost'> {
  const parents = parentsOf(dataset).filter((id) => known.has(id));
  const [first] = parents;
  if (first === undefined || dataset.made?.by === 'synthesis') return new Uint32Array(0);
  if (dataset.made?.by === 'steps') return rowsBySteps(dataset, known, services, context);
  const parent = versions.find(({ id }) => id === first)!;
  return hasSameRows(parent, dataset) ? known.get(first)! : new Uint32Array(0);
}

/** A restored version, or one with another type or role of a column; an import of another file has other pieces. */
function hasSameRows(parent: DatasetRecord, dataset: DatasetRecord): boolean {
  if (parent.rows !== dataset.rows) return false;
  const pieces = new Set(parent.columns.map(({ chunks }) => String(chunks)));
  return dataset.made?.by === 'restore' || dataset.columns.some(({ chunks }) => pieces.has(String(chunks)));
}

async function rowsBySteps(
  dataset: DatasetRecord,
  known: ReadonlyMap<string, RowSet>,
  services: Pick<JobServices, 'storage'>,
  context: WorkContext
): Promise<RowSet | 'lost'> {
  const made = dataset.made!;
  try {
    const { frame } = await planShape({ datasetId: made.parents[0]!.datasetId, steps: made.steps }, services, {
      ...context,
      onProgress: () => undefined
    });
    return frame.rows === dataset.rows ? rowsPicked(frame, known) : 'lost';
  } catch (error) {
    // A key that was destroyed or a table that was removed: the version can't be made again, so its rows can't be followed.
    if (isLatheError(error)) return 'lost';
    throw error;
  }
}

/** Each column knows which rows of which stored version it shows. */
function rowsPicked(frame: Frame, known: ReadonlyMap<string, RowSet>): RowSet {
  const found = new Uint8Array(frame.rows);
  const seen = new Set<unknown>();
  for (const { source, rows } of frame.columns) {
    const own = known.get((source as Partial<StoredSource>).dataset?.id ?? '');
    if (!own || (rows !== null && seen.has(rows))) continue;
    seen.add(rows);
    const wanted = new Set(own);
    for (let row = 0; row < frame.rows; row++) if (wanted.has(rows === null ? row : rows[row]!)) found[row] = 1;
  }
  return Uint32Array.from([...found.keys()].filter((row) => found[row] === 1));
}

const union = (a: RowSet, b: RowSet): RowSet => (b.length === 0 ? a : a.length === 0 ? b : Uint32Array.from(new Set([...a, ...b])).sort());
