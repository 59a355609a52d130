import { counted, grouped, quoted } from '../../../core/words.ts';
import type { Role } from '../../../core/schema.ts';
import type { FoundDialect } from './dialect.ts';
import { encodingName } from '../../../core/encodings.ts';
import type { Encoding } from './encoding.ts';
import type { Evidence, FileHabits } from './evidence.ts';
import type { FinishedColumn } from './finish-column.ts';
import { shortened } from './header.ts';
import { nearMissNote, type Places } from './near-miss-words.ts';
import { REPLACED } from './tokenizer-events.ts';
import { partingMarks } from './thousands-words.ts';
import { zoneNote } from './zone-words.ts';

interface Found {
  readonly encoding: Encoding;
  readonly dialect: FoundDialect;
  readonly habits: FileHabits;
}

/** What a person should know of how the file was understood, as sentences. */
export function notesOf(columns: readonly FinishedColumn[], roles: readonly Role[], found: Found): string[] {
  return [...fileNotes(found), ...notesOnColumns(columns, roles, found.habits, 'line')];
}

function* fileNotes({ encoding, dialect }: Found): Iterable<string> {
  if (!encoding.isGiven && !encoding.label.startsWith('utf-'))
    yield `The file is not UTF-8, so it was read as ${encodingName(encoding.label)}; check letters beyond a to z.`;
  if (dialect.separatorSaid !== null)
    yield `The first line says what parts the fields, ${quoted(`sep=${dialect.separatorSaid}`)}; it was taken at its word, and is no row.`;
  const badLines = encoding.badLines?.length ?? 0;
  if (badLines > 0)
    yield `The file is UTF-8 but for bytes on ${counted(badLines, 'line')}, from line ${grouped(encoding.badLines![0]!)} on; ${REPLACED} stands in their place.`;
  if (!dialect.header) yield 'The first line looks like data, not like names, so the columns were numbered.';
  if (dialect.isFirstUnnamed) yield 'The rows have one field more than the header, so the first column was taken to have no name.';
}

/** What a person should know of how each column was understood, by its name. */
export const notesOnColumns = (columns: readonly FinishedColumn[], roles: readonly Role[], habits: FileHabits, places: Places): string[] =>
  columns.flatMap((column, j) =>
    [...columnNotes(column, habits, places), ...roleNotes(roles[j]!)].map((text) => `${quoted(shortened(column.name))}: ${text}`)
  );

function columnNotes(column: FinishedColumn, habits: FileHabits, places: Places): string[] {
  const notes = [...valueNotes(column), ...(column.format ? formatNotes(column, habits) : [])];
  if (column.evidence && (column.type === 'text' || column.type === 'category')) notes.push(...refusals(column.evidence, column.type));
  const zones = zoneNote(column);
  if (zones !== null) notes.push(zones);
  if (column.nearMiss) notes.push(nearMissNote(column.nearMiss, column.type, places));
  return notes;
}

function* roleNotes(role: Role): Iterable<string> {
  if (role === 'id') yield 'taken as an identifier, because every row has its own value; it is not learned from.';
  if (role === 'time') yield 'taken as the time of the rows, because they are in its order.';
}

function* valueNotes(column: FinishedColumn): Iterable<string> {
  if (column.values === 0) yield 'has no value at all.';
  if (!column.isDistinctExact) yield 'has too many different values to count one by one; their number is an estimate, good to about 2 %.';
}

function* formatNotes({ format, evidence, thousands }: FinishedColumn, { decimal, isDecimalGiven }: FileHabits): Iterable<string> {
  if (!format) return;
  if (format.kind === 'time') {
    yield* timeNotes(format.format, evidence);
    return;
  }
  const parted = thousands ? `; ${partingMarks[thousands.mark]} part the thousands.` : '.';
  if (format.decimal === ',') yield `numbers were read with a comma as the decimal mark${parted}`;
  else if (evidence && evidence.numbers.marked > 0 && !isDecimalGiven && decimal === '.')
    yield `numbers were read with a point as the decimal mark${parted}`;
  if (!evidence) return;
  if (evidence.numbers.bracketed > 0) yield 'numbers in brackets were read as below zero, as bookkeepers write them.';
  if (evidence.numbers.percents > 0) yield 'percent signs were left out: 12% is stored as 12.';
  const [currency] = evidence.numbers.currencies;
  if (currency !== undefined) yield `amounts in ${currency} were stored as numbers.`;
}

function* timeNotes(format: string, evidence: Evidence | null): Iterable<string> {
  if (format !== 'day-first' && format !== 'month-first') return;
  const isAmbiguous = evidence !== null && evidence.times.fits['day-first'] === evidence.times.fits['month-first'];
  const order = format === 'day-first' ? 'the day first' : 'the month first';
  yield isAmbiguous
    ? `every date can be read both ways; they were read with ${order}.`
    : `dates were read with ${order}, the only order that fits them all.`;
}

function* refusals({ numbers, values }: Evidence, type: string): Iterable<string> {
  const isNumeric = values > 0 && numbers.values === values && Math.max(numbers.fits['.'], numbers.fits[',']) === values;
  if (!isNumeric) return;
  if (numbers.leadingZeros > 0)
    yield `kept as ${type}, because ${counted(numbers.leadingZeros, 'value begins', 'different values begin')} with a zero, as codes do.`;
  else if (numbers.beyondExact > 0) yield `kept as ${type}, because whole numbers over 9,007,199,254,740,991 can’t be stored exactly.`;
  else if (numbers.percents > 0) yield `kept as ${type}, because only some of the numbers have a percent sign.`;
  else if (numbers.currencies.size > 1) yield `kept as ${type}, because the amounts are in several currencies.`;
  else if (numbers.bracketed > 0 && numbers.bracketed === numbers.values - numbers.infinite)
    yield `kept as ${type}, because every number stands in brackets, which may be no minus; with the type number each is read as below zero.`;
}
