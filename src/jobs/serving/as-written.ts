import { clockOf, momentsAt } from '../../core/time-zone.ts';
import { quoted } from '../../core/words.ts';
import type { InputColumn } from '../../predict/package-type.ts';
import { readNumber as readPlainNumber, readTime as readPlainTime, Unreadable } from '../../predict/read-value.ts';
import type { PlainRow, RowRemark } from '../../predict/rows.ts';
import { booleanWords } from '../../stages/ingest/csv/builds/boolean-build.ts';
import { MissingMarkers } from '../../stages/ingest/csv/missing-markers.ts';
import { readNumber } from '../../stages/ingest/csv/number-formats.ts';
import { readTime, saysZone } from '../../stages/ingest/csv/time-formats.ts';

export interface RowsAsWritten {
  readonly rows: readonly PlainRow[];
  /** Texts that are one number plainly and another as the training file wrote them. */
  readonly problems: readonly RowRemark[];
}

type ReadText = (text: string) => unknown;

/** A text with two meanings. */
class TwoMeanings {
  readonly meanings: readonly [number, number];
  constructor(plain: number, written: number) {
    this.meanings = [plain, written];
  }
}

/**
 * Reads the texts among the values of rows as the training file wrote them, where they can't be read plainly: `"1.234,5"`, `"03/04/2024"`, `"yes"`, and the words
 * for missing. A text that can be read both ways and means two numbers is a problem; a number is always itself.
 */
export function asWritten(inputs: readonly InputColumn[]): (rows: readonly PlainRow[]) => RowsAsWritten {
  const readers = new Map(inputs.flatMap((input) => [readerOf(input)].filter((reader) => reader !== null)));
  return (rows) => {
    const problems: RowRemark[] = [];
    const read = (value: unknown, row: number, column: string): unknown => {
      const reader = typeof value === 'string' ? readers.get(column) : undefined;
      const known = reader ? reader(value as string) : value;
      if (!(known instanceof TwoMeanings)) return known;
      problems.push({ row, column, message: `${quoted(column)} is ${quoted(value as string)}, which is ${known.meanings[0]} or, as the training file writes numbers, ${known.meanings[1]}. Give it as a number, without quotes.` }); // prettier-ignore
      return null;
    };
    const isObject = (row: PlainRow) => typeof row === 'object' && row !== null && !Array.isArray(row);
    const taken = rows.map((row, i) =>
      isObject(row) ? Object.fromEntries(Object.entries(row).map(([column, value]) => [column, read(value, i, column)])) : row
    );
    return { rows: readers.size === 0 ? rows : taken, problems };
  };
}

function readerOf(input: InputColumn): [string, ReadText] | null {
  const { name, type, written } = input;
  if (type === 'boolean') return [name, booleanReader(input)];
  if (!written) return null;
  const missing = new MissingMarkers(written.missing ?? []);
  const read = type === 'time' ? timeReader(input) : type === 'number' || type === 'integer' ? numberReader(input) : null;
  return read || written.missing ? [name, (text) => (missing.has(text.trim()) ? null : read ? read(text) : text)] : null;
}

/** Labels of another's words are left to the scorer, as is what no list knows. */
const booleanReader =
  ({ labels = [] }: InputColumn): ReadText =>
  (text) => {
    const code = labels.includes(text) ? undefined : booleanWords.get(text.trim().toLowerCase());
    return code === undefined ? text : code === 1;
  };

function numberReader({ written: { decimal, thousands } = {} }: InputColumn): ReadText | null {
  if (decimal === undefined) return null;
  return (text) => {
    const plain = readPlainNumber(text);
    const known = readNumber(text, decimal, thousands)?.value;
    if (plain instanceof Unreadable) return known ?? text;
    return known === undefined || known === plain || Number.isNaN(plain) ? text : new TwoMeanings(plain, known);
  };
}

function timeReader({ zone, written: { dateOrder, twice } = {} }: InputColumn): ReadText | null {
  if (dateOrder === undefined && (twice === undefined || zone === undefined)) return null;
  const moment = (first: number, text: string) => {
    const shown = twice === undefined || zone === undefined || saysZone(text) ? [first] : momentsAt(zone, clockOf(zone)(first));
    if (shown.length < 2) return first;
    return twice === 'second' ? shown[1] : null;
  };
  return (text) => {
    const plain = readPlainTime(text, zone);
    const first = plain instanceof Unreadable ? (dateOrder ? readTime(text, dateOrder, zone) : NaN) : plain;
    return Number.isNaN(first) ? text : moment(first, text);
  };
}
