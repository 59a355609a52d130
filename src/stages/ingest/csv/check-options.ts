import { thousandsMarks, type CsvOptions } from '../../../core/csv-options.ts';
import { clockTwices } from '../../../core/time-zone.ts';
import { isZone } from '../../../core/zone-names.ts';
import { csvDelimiterWrong, csvOptionWrong } from '../../../core/errors/csv.ts';

const isOneByte = (mark: string): boolean => mark.length === 1 && mark.charCodeAt(0) < 128 && mark !== '\r' && mark !== '\n';

const MOST_CHARACTERS = 8;

const isDelimiter = (mark: string, quote: string): boolean =>
  mark.length > 0 && mark.length <= MOST_CHARACTERS && !/[\r\n]/.test(mark) && (quote === '' || !mark.includes(quote));

/** @throws LatheError `csv-delimiter-wrong`, `csv-option-wrong` for marks that no file can be read by, or that are in each other's way */
export function checkCsvOptions(options: CsvOptions): void {
  const { delimiter, quoteChar, escapeChar, comment, table } = options;
  if (delimiter !== undefined && !isDelimiter(delimiter, quoteChar ?? '"')) throw csvDelimiterWrong(delimiter);
  const mark = 'one ASCII character that is no line end and not what parts the fields, or an empty text';
  for (const [name, given] of Object.entries({ quoteChar, escapeChar }))
    if (given !== undefined && given !== '' && (!isOneByte(given) || given === delimiter)) throw csvOptionWrong(name, given, mark);
  if (escapeChar !== undefined && escapeChar !== '' && escapeChar === quoteChar)
    throw csvOptionWrong('escapeChar', escapeChar, 'another character than the quote; a doubled quote is read anyway');
  if (comment !== undefined && (/[\r\n]/.test(comment) || comment.length > 16))
    throw csvOptionWrong('comment', comment, 'at most 16 characters on one line');
  for (const name of ['skipLines', 'footerLines'] as const) {
    const lines = options[name];
    if (lines !== undefined && !(Number.isInteger(lines) && lines >= 0)) throw csvOptionWrong(name, lines, 'a whole number from 0');
  }
  if (table !== undefined && !(Number.isInteger(table) && table >= 1)) throw csvOptionWrong('table', table, 'a whole number from 1');
  for (const { zone, twice } of Object.values(options.formats ?? {})) {
    if (zone !== undefined && !isZone(zone)) throw csvOptionWrong('zone', zone, 'a zone of the tz database, such as Europe/Berlin');
    if (twice !== undefined && !clockTwices.includes(twice)) throw csvOptionWrong('twice', twice, 'first, second or missing');
  }
  checkNumbers(options);
}

function checkNumbers(options: CsvOptions): void {
  for (const { decimal, thousands } of [options, ...Object.values(options.formats ?? {})]) {
    if (thousands === undefined) continue;
    if (!thousandsMarks.includes(thousands)) throw csvOptionWrong('thousands', thousands, "one of , . ' _ a space, or an empty text");
    if (thousands !== '' && thousands === (decimal ?? (thousands === '.' ? ',' : '.')))
      throw csvOptionWrong('thousands', thousands, 'another mark than the decimal one');
  }
}
