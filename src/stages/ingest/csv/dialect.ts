import { givenChoice, type DialectChoice } from '../../../core/dialect-choice.ts';
import type { CsvOptions } from '../../../core/csv-options.ts';
import { skipLines } from './line-range.ts';
import type { MissingMarkers } from './missing-markers.ts';
import { agreement, recordsOf, usualWidth, type Marks, type Sample } from './sniff/sample-records.ts';
import { separatorSaid } from './sniff/separator-line.ts';
import { sniffComment } from './sniff/sniff-comment.ts';
import { NO_DELIMITER, sniffDelimiter, type FoundDelimiter } from './sniff/sniff-delimiter.ts';
import { secondHeader } from './sniff/second-header.ts';
import { sniffHeader, typedColumns } from './sniff/sniff-header.ts';
import { sniffQuotes } from './sniff/sniff-quotes.ts';
import { onePlace, placeOf, type Place } from './sniff/sniff-tables.ts';

/** How a file parts its fields, and what its first record is. */
export interface FoundDialect {
  /** One character; the unit separator stands for "one column, nothing to part". */
  readonly delimiter: string;
  readonly marks: Marks;
  readonly header: boolean;
  readonly width: number;
  readonly first: readonly string[];
  /** The first record as it stands in the file: of two lines of names it is the upper one. */
  readonly written: readonly string[];
  /** The line below the names that is a line of the header too; null = there is none. */
  readonly secondHeader: { readonly line: number; readonly units: readonly (string | null)[] } | null;
  /** Line on which the first record begins. */
  readonly firstLine: number;
  /** Line on which the table begins for the reader: all before it is not read; 1 = all is. */
  readonly from: number;
  /** Line on which another table begins, which is not read; null = the table goes to the end of the file. */
  readonly to: number | null;
  /** Lines above the table that were taken for titles. */
  readonly titles: readonly number[];
  /** Lines on which the tables begin, when there are several. */
  readonly tables: readonly number[];
  /** What the first line says parts the fields: it is no row then. Null = it says nothing. */
  readonly separatorSaid: string | null;
  /** Columns whose first values are numbers or times. */
  readonly typed: readonly number[];
  /** The first rows, header left out. */
  readonly sampleRows: readonly (readonly string[])[];
  /** The header has one name fewer than the rows have fields: their first field has no name, as R writes it. */
  readonly isFirstUnnamed: boolean;
  readonly choices: readonly DialectChoice[];
}

/** What a person may say about it. */
export type GivenDialect = Pick<CsvOptions, 'delimiter' | 'header' | 'quoteChar' | 'escapeChar' | 'comment' | 'skipLines' | 'table'>;

/**
 * Reads the beginning of a file: what parts and protects fields, where the table stands, and whether its first record is a header. What is given is not
 * asked.
 * @param isWhole the sample is all there is
 */
export function findDialect(bytes: Uint8Array, isWhole: boolean, given: GivenDialect, markers: MissingMarkers): FoundDialect | null {
  const said = separatorSaid(bytes);
  const skipped = Math.max(given.skipLines ?? 0, said === null ? 0 : 1);
  const sample: Sample = { bytes: skipLines(bytes, skipped), isWhole, firstLine: skipped + 1 };
  const { marks, choices } = marksOf(sample, given, said);
  const width = usualWidth(recordsOf(sample, marks).records);
  const found = recordsOf(sample, marks, width > 1 ? -width : 0);
  if (found.records.length === 0) return null;
  const isOneColumn = marks.delimiter === NO_DELIMITER;
  const place = isOneColumn ? onePlace : placeOf(found, { given: given.table, isSkipped: given.skipLines !== undefined }, markers);
  const records = found.records.slice(place.first, place.end ?? undefined);
  const first = records[0]!;
  const rest = records.slice(1);
  const guess = sniffHeader(first, rest, markers);
  const header = given.header ?? guess.header;
  const isFirstUnnamed = header && given.header !== false && isShortByOne(first, rest);
  const second = header && !isOneColumn ? secondHeader(first, rest, markers) : null;
  const rows = second ? rest.slice(1) : rest;
  const isCut = place.first > 0;
  return {
    delimiter: marks.delimiter,
    marks,
    header,
    width: first.length + (isFirstUnnamed ? 1 : 0),
    first: second?.names ?? first,
    written: first,
    secondHeader: second && { line: found.lines[place.first + 1]!, units: second.units },
    firstLine: found.lines[place.first]!,
    from: isCut ? found.lines[place.first]! : skipped + 1,
    to: place.end === null ? null : found.lines[place.end]!,
    titles: place.tables.length > 1 ? [] : found.lines.slice(0, place.first),
    tables: place.tables,
    separatorSaid: said,
    typed: isOneColumn ? [] : typedColumns(rows, first.length, markers),
    sampleRows: header ? rows : records,
    isFirstUnnamed,
    choices: [...choicesOn(records, choices), ...placeChoices(place, found.lines[place.first]!, given), headerChoice(given.header, guess)]
  };
}

const choicesOn = (records: readonly (readonly string[])[], choices: readonly DialectChoice[]): DialectChoice[] =>
  choices.map((choice) => (choice.what === 'delimiter' ? surer(choice, records) : choice));

function marksOf(sample: Sample, given: GivenDialect, said: string | null): { marks: Marks; choices: DialectChoice[] } {
  const { quoteChar, escapeChar } = given;
  const delimiter = given.delimiter ?? said ?? undefined;
  const comment = given.comment === undefined ? sniffComment(sample, delimiter) : { comment: given.comment, confidence: 1, reason: '' };
  const fixed = {
    comment: comment.comment,
    ...(delimiter !== undefined && { delimiter }),
    ...(quoteChar !== undefined && { quote: quoteChar }),
    ...(escapeChar !== undefined && { escape: escapeChar })
  };
  const quotes = sniffQuotes(sample, fixed);
  const { marks, confidence, reason } = quotes;
  const parting = delimiter === undefined ? sniffDelimiter(sample, marks) : null;
  const guessed = { confidence, reason, isGiven: false };
  return {
    marks,
    choices: [
      given.delimiter === undefined
        ? delimiterChoice(parting ?? { delimiter: marks.delimiter, confidence: 1, reason: 'The first line of the file says so.' })
        : givenChoice('delimiter', marks.delimiter),
      quoteChar === undefined ? { what: 'quote', value: marks.quote, ...guessed } : givenChoice('quote', quoteChar),
      escapeChar === undefined
        ? {
            what: 'escape',
            value: marks.escape,
            ...guessed,
            ...(marks.escape === '' && { reason: 'A doubled quote stands for one; nothing speaks for another sign.' })
          }
        : givenChoice('escape', escapeChar),
      given.comment === undefined
        ? { what: 'comment', value: comment.comment ?? '#', confidence: comment.confidence, reason: comment.reason, isGiven: false }
        : givenChoice('comment', given.comment)
    ]
  };
}

const delimiterChoice = ({ delimiter, confidence, reason }: FoundDelimiter): DialectChoice => ({
  what: 'delimiter',
  value: delimiter,
  confidence,
  reason,
  isGiven: false
});

function placeChoices(place: Place, line: number, given: GivenDialect): DialectChoice[] {
  const { confidence, reason, table, tables } = place;
  const preamble: DialectChoice =
    given.skipLines === undefined
      ? { what: 'preamble', value: String(tables.length > 1 ? 0 : place.first === 0 ? 0 : line - 1), confidence, reason, isGiven: false }
      : givenChoice('preamble', String(given.skipLines));
  if (tables.length < 2 && given.table === undefined) return [preamble];
  const which: DialectChoice =
    given.table === undefined
      ? { what: 'table', value: String(table), confidence, reason, isGiven: false }
      : givenChoice('table', String(given.table));
  return [preamble, which];
}

const headerChoice = (given: boolean | undefined, { header, confidence, reason }: ReturnType<typeof sniffHeader>): DialectChoice =>
  given === undefined
    ? { what: 'header', value: header ? 'yes' : 'no', confidence, reason, isGiven: false }
    : givenChoice('header', given ? 'yes' : 'no');

/** How sure the delimiter is once titles and other tables are left aside. */
function surer(choice: DialectChoice, records: readonly (readonly string[])[]): DialectChoice {
  const width = usualWidth(records);
  const agreeing = agreement(records, width);
  if (choice.isGiven || width < 2 || agreeing <= choice.confidence) return choice;
  const share = agreeing === 1 ? 'all' : `${Math.floor(agreeing * 100)} %`;
  return { ...choice, confidence: 0.98 * agreeing, reason: `It gives ${share} of the table’s lines looked at ${width} fields.` };
}

function isShortByOne(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  if (rest.length === 0 || usualWidth(rest) !== first.length + 1) return false;
  return rest.some((record) => record.length === first.length + 1 && record.at(-1) !== '');
}
