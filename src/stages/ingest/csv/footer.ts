import type { CsvOptions } from '../../../core/csv-options.ts';
import { givenChoice, type DialectChoice } from '../../../core/dialect-choice.ts';
import { quoted } from '../../../core/words.ts';
import type { ByteSource } from './byte-source.ts';
import type { FoundDialect } from './dialect.ts';
import type { Encoding } from './encoding.ts';
import { isFooterText } from './footer-words.ts';
import { MissingMarkers } from './missing-markers.ts';
import { columnEnds, isTypedKind, kindOfCell, type CellKind, type ColumnEnd } from './sniff/cell-kinds.ts';
import { lastLines, type LastLine } from './sniff/last-lines.ts';
import { recordsOf } from './sniff/sample-records.ts';

/** Lines below the table, at the very end of a file: a total, a row count, who made it. */
export interface Footer {
  /** The first byte in the source that is no longer of the table. */
  readonly begin: number;
  /** What the lines say; `offset`: lines between each and the first of them. */
  readonly lines: readonly { readonly offset: number; readonly text: string }[];
  readonly isGiven: boolean;
  /** Why it is no row, where it is not the usual reason. */
  readonly reason?: string;
}

const TAIL_BYTES = 65_536;
const LOOKED_AT = 200;
const SAMPLE_ROWS = 100;
const MOST_LINES = 5;
const LEAST_ROWS = 3;
/** Rows that say well enough that a line with one field is none. */
const ENOUGH_ROWS = 5;

type Kinds = readonly (readonly CellKind[])[];

/**
 * The last lines of a file that are no rows of its table: by the number that a person gives, or because they do not hold what all rows above them hold.
 * @returns null when there are none
 */
export async function findFooter(
  source: ByteSource,
  encoding: Encoding,
  dialect: FoundDialect,
  options: CsvOptions
): Promise<Footer | null> {
  const given = options.footerLines;
  if (given === 0 || (given === undefined && (dialect.to !== null || dialect.width < 2))) return null;
  if (given !== undefined) return givenFooter(source, encoding, given);
  const { lines, isEnded } = await lastLines(source, encoding, TAIL_BYTES);
  const tail = lines.slice(-LOOKED_AT);
  const below = rowsIn(tail, source.size <= TAIL_BYTES, dialect);
  const gaps = tail.map(({ offset }, i) => i > 0 && offset > tail[i - 1]!.offset + 1);
  const many = below === null ? 0 : footerLines(below, gaps, dialect, { markers: new MissingMarkers(options.missing), isEnded });
  return many === 0 ? null : footerOf(tail.slice(-many), false);
}

async function givenFooter(source: ByteSource, encoding: Encoding, given: number): Promise<Footer> {
  for (let bytes = TAIL_BYTES; ; bytes *= 4) {
    const { lines } = await lastLines(source, encoding, bytes);
    if (lines.length >= given || bytes >= source.size) return footerOf(lines.slice(-given), true);
  }
}

export const footerOf = (lines: readonly LastLine[], isGiven: boolean): Footer => ({
  begin: lines[0]!.begin,
  lines: lines.map(({ offset, text }) => ({ offset: offset - lines[0]!.offset, text })),
  isGiven
});

/** The cells of the last lines, one record a line; null where a line is none of its own, for it holds a part of a field in quotes. */
export function rowsIn(tail: readonly LastLine[], isWhole: boolean, dialect: FoundDialect): readonly (readonly string[])[] | null {
  const { marks, width, header, firstLine } = dialect;
  const bytes = new TextEncoder().encode(tail.map(({ text }) => `${text}\n`).join(''));
  const found = recordsOf({ bytes, isWhole: true, firstLine: 1 }, marks, -width);
  const isOfTable = (line: number) => !isWhole || tail[line - 1]!.offset + 1 > firstLine - (header ? 0 : 1);
  const records = found.records.filter((_, i) => isOfTable(found.lines[i]!));
  const last = found.lines.filter(isOfTable).slice(-MOST_LINES - 1);
  // A line drawn below the rows is none of them, and holds no part of one.
  const own = new Set([...last, ...found.commentLines]);
  const isEach = tail.every((_, i) => i + 1 < (last[0] ?? Infinity) || own.has(i + 1));
  return found.faults > 0 || !isEach ? null : records;
}

interface Judging {
  readonly markers: MissingMarkers;
  /** A line end stands behind the last line. */
  readonly isEnded: boolean;
}

/**
 * How many of the last records are a footer: as many as can be, each of which breaks what all above hold.
 * @param gaps of as many last lines, whether a blank one stands above each
 */
function footerLines(
  records: readonly (readonly string[])[],
  gaps: readonly boolean[],
  { width, sampleRows }: FoundDialect,
  { markers, isEnded }: Judging
): number {
  const kindsOf = (record: readonly string[]) => Array.from({ length: width }, (_, j) => kindOfCell(record[j], markers));
  const first = sampleRows.slice(0, -MOST_LINES).slice(0, SAMPLE_ROWS).map(kindsOf);
  const kinds = records.map(kindsOf);
  for (let many = Math.min(MOST_LINES, records.length - LEAST_ROWS); many > 0; many--) {
    const above: Kinds = [...first, ...kinds.slice(0, -many)];
    const columns = columnEnds(above, width);
    const last = records.slice(-many).filter((record) => record.some((cell) => cell !== ''));
    const isApart = gaps.at(-many) === true || last[0] !== records.at(-many);
    const setting = { columns, markers, isApart, isSure: above.length >= ENOUGH_ROWS && isEnded };
    if (last.length > 0 && last.every((record) => isFooter(record, setting))) return many;
  }
  return 0;
}

interface RowsAbove {
  readonly columns: readonly ColumnEnd[];
  readonly markers: MissingMarkers;
  /** A blank line, or an empty row, stands between. */
  readonly isApart: boolean;
  /** They are enough to say what a single field is not. */
  readonly isSure: boolean;
}

/**
 * Two of three must speak for it: what it begins with is of another kind than its column, or a text that reports end with; a column that has no gap above
 * has one here. Such a text is enough behind a blank line. A single field may be any words where enough rows have three and more.
 */
function isFooter(record: readonly string[], { columns, markers, isApart, isSure }: RowsAbove): boolean {
  const first = record.findIndex((cell) => cell !== '');
  const column = columns[first];
  if (column === undefined) return false;
  const isSteady = isTypedKind(column.kind) && column.since === 0 && column.values >= LEAST_ROWS;
  const isOfOtherKind = isSteady && kindOfCell(record[first], markers) !== column.kind;
  const lacks = columns.filter(({ fullSince, kind }, j) => kind !== 'missing' && fullSince === 0 && markers.has(record[j] ?? '')).length;
  const isLone = isSure && record.length === 1 && lacks > 1 && /[^\d\s]\s+\S/.test(record[0]!);
  const isText = isFooterText(record[first]!);
  return [isOfOtherKind, isText, isText && isApart, lacks > 0, isLone].filter(Boolean).length > 1;
}

/** What is said of it beside the other choices; nothing where there is none and nobody asked. */
export function footerChoice(footer: Footer | null, given: number | undefined): DialectChoice[] {
  if (given !== undefined) return [givenChoice('footer', String(given))];
  if (!footer) return [];
  const { lines } = footer;
  const which = lines.length === 1 ? 'The last line does' : `The last ${lines.length} lines do`;
  const usual = `${which} not hold what all rows above hold: ${quoted(shortened(lines[0]!.text))}.`;
  const confidence = footer.reason === undefined ? 0.8 : 0.95;
  return [{ what: 'footer', value: String(lines.length), confidence, reason: footer.reason ?? usual, isGiven: false }];
}

const LONGEST = 60;
const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
