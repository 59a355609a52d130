import type { ColumnWriting } from '../../core/csv-options.ts';
import { kindOf, marksOf, type ColumnMarks, type ColumnType } from '../../core/schema.ts';
import { sliceColumn, type CategoryColumn, type Column, type TimeColumn } from '../../core/table.ts';
import { counted, quoted } from '../../core/words.ts';
import { convertColumn } from '../../stages/ingest/columns/convert-column.ts';
import { countColumn } from '../../stages/ingest/columns/count-values.ts';
import { orderLevels } from '../../stages/ingest/columns/order-levels.ts';
import { cutWords, roundedWords } from '../../stages/ingest/csv/loss-words.ts';
import { placeInZone } from '../../stages/ingest/columns/place-in-zone.ts';
import type { DatasetRecord, StoredColumn } from '../../storage/records/dataset.ts';
import { chunkRowsOf, type DatasetWriter } from '../../storage/storage.ts';
import type { ColumnChange } from './check-change.ts';
import { zoneWords } from './zone-words.ts';

interface Rewriting {
  readonly dataset: DatasetRecord;
  readonly writer: DatasetWriter;
  readonly read: () => Promise<Column>;
}

/** A column after a part of a change, and what a person should know of it. */
interface Changed {
  readonly column: StoredColumn;
  /** Its values, where they were read or made. */
  readonly values?: Column;
  readonly notes: readonly string[];
}

/** The column as it is after the change, its new pieces written. */
export async function changeColumn(
  column: StoredColumn,
  { type, role, order, longitude, zone, twice, unit }: ColumnChange,
  work: Rewriting
): Promise<{ readonly column: StoredColumn; readonly notes: readonly string[] }> {
  let changed: Changed = { column, notes: [] };
  if (type !== column.type) changed = await retyped(column, type, work);
  if (order !== undefined) changed = await reordered(changed, order, work);
  if (zone !== undefined && zone !== (changed.column.zone ?? null)) changed = await rezoned(changed, zone, twice, work);
  const marked = withMark(withMark(changed.column, 'longitude', longitude), 'unit', unit);
  return { column: { ...marked, role }, notes: changed.notes };
}

/** A column with a mark, or without it; one of which nothing is said keeps it. */
export function withMark(column: StoredColumn, mark: keyof ColumnMarks, value: string | null | undefined): StoredColumn {
  if (value === undefined) return column;
  const { [mark]: _before, ...without } = column;
  return value === null ? without : { ...without, [mark]: value };
}

/** Without an order the labels stand where they stood; only that they mean one is taken back. */
async function reordered({ column, values, notes }: Changed, order: readonly string[] | null, work: Rewriting): Promise<Changed> {
  const plain = withMark(column, 'isOrdinal', null);
  if (order === null) return { column: plain, notes };
  const sorted = orderLevels((values ?? (await work.read())) as CategoryColumn, order);
  return { column: { ...plain, labels: sorted.labels, isOrdinal: true, chunks: await piecesOf(sorted, work) }, notes };
}

async function rezoned(
  { column, values, notes }: Changed,
  zone: string | null,
  twice: ColumnChange['twice'],
  work: Rewriting
): Promise<Changed> {
  const { name } = column;
  const plain = withTwice(withMark(column, 'zone', zone), column.zone, zone, twice);
  // Moments stay what they are, whichever clocks show them.
  if (column.zone !== undefined && zone !== null) return { column: plain, notes };
  const placed = placeInZone((values ?? (await work.read())) as TimeColumn, zone, twice);
  const told = zoneWords(name, zone ?? column.zone!, zone === null, twice, placed);
  const counts = countColumn(placed.column, work.dataset.rows);
  return { column: { ...plain, ...counts, chunks: await piecesOf(placed.column, work) }, notes: [...notes, ...told] };
}

/** What became of times shown twice is done alike with those of another file. */
function withTwice(column: StoredColumn, before: string | undefined, zone: string | null, twice: ColumnChange['twice']): StoredColumn {
  if (before !== undefined && zone !== null) return column;
  const { written: { twice: _before, ...rest } = {}, ...plain } = column;
  const written = zone === null || twice === 'first' ? rest : { ...rest, twice };
  return Object.keys(written).length === 0 ? plain : { ...plain, written };
}

async function piecesOf(column: Column, { dataset, writer }: Rewriting): Promise<string[]> {
  const chunks: string[] = [];
  const chunkRows = chunkRowsOf(dataset.columns);
  for (let from = 0; from < dataset.rows; from += chunkRows)
    chunks.push(await writer.append(sliceColumn(column, from, Math.min(dataset.rows, from + chunkRows))));
  return chunks;
}

async function retyped(column: StoredColumn, type: ColumnType, work: Rewriting): Promise<Changed> {
  const { column: values, misfits, rounded = 0 } = convertColumn(await work.read(), work.dataset.rows, column.type, type);
  const { name, role, origin } = column;
  const marks = keptMarks(column, type, values);
  const written = keptWriting(column, type);
  const fresh: StoredColumn = {
    ...{ name, type, role, kind: kindOf(type) },
    ...countColumn(values, work.dataset.rows),
    ...(origin ? { origin } : {}),
    ...(written ? { written } : {}),
    ...(values.kind === 'category' ? { labels: values.labels } : {}),
    ...marks,
    chunks: await piecesOf(values, work)
  };
  const lost = misfits === 0 ? [] : [`${quoted(name)}: ${counted(misfits, 'value that is', 'values that are')} no ${type} became missing.`];
  const kept = rounded === 0 ? [] : [(values.kind === 'time' ? cutWords : roundedWords)(name, rounded)];
  return { column: fresh, values, notes: [...lost, ...kept, ...lostMarks(column, marks, type)] };
}

/** Numbers stay numbers of the same thing, whole or not. What was said of other columns is said of what they were. */
function keptMarks(column: StoredColumn, type: ColumnType, values: Column): ColumnMarks {
  const { longitude, unit } = column;
  const areNumbers = column.kind === 'number' && kindOf(type) === 'number';
  return marksOf({
    ...(areNumbers && longitude !== undefined && { longitude }),
    ...(areNumbers && unit !== undefined && { unit }),
    ...(values.kind === 'time' && values.zone !== undefined && { zone: values.zone })
  });
}

/** What stands for "missing" stands for it whatever the values mean; marks are of the type that was read by them. */
function keptWriting({ kind, written }: StoredColumn, type: ColumnType): ColumnWriting | undefined {
  if (kind === kindOf(type) || written === undefined) return written;
  return written.missing && { missing: written.missing };
}

function lostMarks({ name, isOrdinal, longitude, unit, zone }: StoredColumn, kept: ColumnMarks, type: ColumnType): string[] {
  const said = (words: string) => `${quoted(name)} is ${type} now, so ${words}`;
  return [
    ...(isOrdinal ? [said('the order of its levels is forgotten.')] : []),
    ...(longitude !== undefined && kept.longitude === undefined ? [said(`it says no places with ${quoted(longitude)} any more.`)] : []),
    ...(unit !== undefined && kept.unit === undefined ? [said(`its unit (${unit}) is forgotten.`)] : []),
    ...(zone !== undefined && kept.zone === undefined ? [said(`its times are written by the clocks of ${zone}.`)] : [])
  ];
}
