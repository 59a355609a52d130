import { csvTableAbsent } from '../../../../core/errors/csv.ts';
import { counted } from '../../../../core/words.ts';
import type { MissingMarkers } from '../missing-markers.ts';
import { recordsAbove } from './preamble.ts';
import { agreement, usualWidth, type SampleRecords } from './sample-records.ts';
import { isTyped, sniffHeader, typedColumns } from './sniff-header.ts';

/** Where the table stands in the file, when it does not begin with its first record or end with its last. */
export interface Place {
  /** Index of the table's first record in the sample. */
  readonly first: number;
  /** One behind the last, or null: to the end of the file. */
  readonly end: number | null;
  /** Which of the tables, from 1. */
  readonly table: number;
  /** Lines on which tables begin, when there are several. */
  readonly tables: readonly number[];
  readonly confidence: number;
  readonly reason: string;
}

/** What a person says of where the table stands. */
export interface AskedPlace {
  readonly given: number | undefined;
  readonly isSkipped: boolean;
}

/** The table begins with the first record, and is all there is. */
export const onePlace: Place = { first: 0, end: null, table: 1, tables: [], confidence: 0.95, reason: 'There is one column.' };

type Records = SampleRecords['records'];

/** Records that no blank line parts; `first` is behind the titles above them. */
interface Block {
  readonly start: number;
  readonly first: number;
  readonly end: number;
  readonly width: number;
}

const MOST_TITLES = 30;
const LONGEST_CARD = 10;

/**
 * Finds titles above the table, and several tables under one another: blocks parted by blank lines, each of two records or more, even in itself, and
 * of another width than the one before, or begun by names over columns that hold numbers or times there.
 * @param given the number of the table that is asked for
 * @param isSkipped a person says how many lines stand above the table: what is left begins with it
 * @throws LatheError `csv-table-absent`
 */
export function placeOf(found: SampleRecords, { given, isSkipped }: AskedPlace, markers: MissingMarkers): Place {
  const tables = tablesIn(found, given !== undefined, markers);
  if (isSkipped && tables.length < 2 && (given ?? 1) === 1) return { ...onePlace, reason: 'The lines above it were chosen by you.' };
  if (given === undefined && tables.length < 2) return belowTitles(found.records, tables[0]?.first ?? 0, markers);
  if (given !== undefined && given > Math.max(1, tables.length)) throw csvTableAbsent(given, Math.max(1, tables.length));
  if (tables.length < 2) return { ...belowTitles(found.records, 0, markers) };
  const table = given ?? 1;
  const { first } = tables[table - 1]!;
  return {
    first,
    end: tables[table]?.start ?? null,
    table,
    tables: tables.map((block) => found.lines[block.first]!),
    confidence: given === undefined ? 0.8 : 1,
    reason: `${counted(tables.length, 'table')} of ${tables.map(({ width }) => width).join(', ')} columns stand under one another, parted by blank lines.`
  };
}

function tablesIn(found: SampleRecords, isAsked: boolean, markers: MissingMarkers): Block[] {
  const blocks = blocksOf(found);
  const real = blocks.filter(({ first, end, width }) => {
    const records = found.records.slice(first, end);
    return records.length > 1 && width > 1 && agreement(records, width) === 1 && (isAsked || !records[0]!.some(isTyped));
  });
  return real.filter(
    (block, i) => isAsked || (isOther(found.records, block, real[i - 1], markers) && !isCard(found.records, block, real[i + 1]))
  );
}

function isOther(records: Records, block: Block, before: Block | undefined, markers: MissingMarkers): boolean {
  if (block.width !== before?.width) return true;
  return isNamesOver(records[block.first]!, typedColumns(records.slice(before.first + 1, before.end), before.width, markers), markers);
}

/** Whether cells are names, each its own, where a table has numbers or times in some columns. */
export const isNamesOver = (cells: readonly string[], typed: readonly number[], markers: MissingMarkers): boolean =>
  typed.length > 0 && cells.every((cell) => !markers.has(cell) && !isTyped(cell)) && new Set(cells).size === cells.length;

/** Names and values above the table, such as the station and its height; a spreadsheet fills them up to the width of the table. */
function isCard(records: Records, { first, end, width }: Block, next: Block | undefined): boolean {
  const length = end - first;
  const card = records.slice(first, end);
  const isNarrow = width === 2 || (width === next?.width && card.every((record) => inFull(record) < width) && inFull(card[0]!) <= 2);
  if (!next || !isNarrow || length > LONGEST_CARD) return false;
  return next.width > 2 && next.end - next.first >= length * 2 && card.every(([name]) => !isTyped(name!));
}

function blocksOf({ records, lines, blankLines }: SampleRecords): Block[] {
  const blocks: Block[] = [];
  let first = 0;
  const close = (end: number) => {
    const start = first;
    while (first < end - 1 && records[first]!.length === 1 && usualWidth(records.slice(first, end)) > 1) first++;
    if (end > first) blocks.push({ start, first, end, width: usualWidth(records.slice(first, end)) });
    first = end;
  };
  let blank = 0;
  for (let i = 1; i < records.length; i++) {
    while ((blankLines[blank] ?? Infinity) < lines[i - 1]!) blank++;
    if ((blankLines[blank] ?? Infinity) < lines[i]!) close(i);
  }
  if (records.length > 0) close(records.length);
  return blocks;
}

const inFull = (record: readonly string[]): number => record.filter((cell) => cell !== '').length;

function belowTitles(records: Records, tableFirst: number, markers: MissingMarkers): Place {
  const first = tableFirst > 0 ? tableFirst : firstBelowTitles(records, markers);
  const above = records.slice(0, first);
  const isSure = above.every((record) => inFull(record) <= 1);
  return {
    first,
    end: null,
    table: 1,
    tables: [],
    confidence: first === 0 ? 0.95 : isSure ? 0.9 : 0.75,
    reason: first === 0 ? 'The table begins with the first line that is not blank.' : aboveWords(above, records[first]!.length)
  };
}

function aboveWords(above: Records, width: number): string {
  const isOne = above.length === 1;
  const isOther = above.some((record) => record.length !== width);
  const what = isOther ? 'of another width' : `that ${isOne ? 'does' : 'do'} not hold what its columns hold`;
  return `Above the table there ${isOne ? 'is 1 record' : `are ${above.length} records`} ${what}.`;
}

function firstBelowTitles(records: Records, markers: MissingMarkers): number {
  const width = usualWidth(records);
  if (width < 2 || agreement(records, width) < 0.5) return 0;
  let first = records.findIndex((record) => record.length === width);
  if (width > 2) first = behindPaddedTitles(records, first, width);
  const preamble = recordsAbove(records.slice(Math.max(0, first)), width, markers);
  if (preamble > 0 && first + preamble <= MOST_TITLES) return first + preamble;
  if (first <= 0 || first > MOST_TITLES || records.length - first < 2) return 0;
  const above = records.slice(0, first);
  if (above.some((record) => record.length > width)) return 0;
  const { votes } = sniffHeader(records[first]!, records.slice(first + 1), markers);
  const mayBeNames = above.length === 1 && above[0]!.length === width - 1;
  const isSingle = above.every((record) => inFull(record) <= 1);
  return votes > 0 || (isSingle && !mayBeNames) ? first : 0;
}

/** A spreadsheet writes titles and blank rows above a table as records of full width with one cell in them, or none. */
function behindPaddedTitles(records: Records, first: number, width: number): number {
  let at = first;
  while (records[at]?.length === width && inFull(records[at]!) <= 1) at++;
  const next = records[at];
  return next?.length === width && inFull(next) >= width - 1 ? at : first;
}
