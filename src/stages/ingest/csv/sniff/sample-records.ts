import { openFold } from '../../../../kernels/csv/open-fold.ts';
import { FOLDED, isLong, type FoldMarks } from '../../../../kernels/csv/delimiter-fold.ts';
import type { Dialect, TokenizerEvents } from '../../../../kernels/csv/dialect.ts';
import { Tokenizer } from '../../../../kernels/csv/tokenizer.ts';

/** The beginning of a file in UTF-8. */
export interface Sample {
  readonly bytes: Uint8Array;
  /** It is all there is. */
  readonly isWhole: boolean;
  /** Line that its first byte is on. */
  readonly firstLine: number;
}

/** What parts fields and what protects them. */
export interface Marks {
  readonly delimiter: string;
  /** Empty = none. */
  readonly quote: string;
  /** Empty = none. */
  readonly escape: string;
  /** Empty = none; null = lines with `#`, as far as they are no rows. */
  readonly comment: string | null;
  readonly spaceBeforeQuote: boolean;
}

export const usualMarks: Omit<Marks, 'delimiter'> = { quote: '"', escape: '', comment: null, spaceBeforeQuote: false };

/** The first records of a sample, as they are read by some marks. */
export interface SampleRecords {
  readonly records: readonly (readonly string[])[];
  /** Line on which each begins. */
  readonly lines: readonly number[];
  /** Fields in quotes. */
  readonly quoted: readonly (readonly boolean[])[];
  readonly blankLines: readonly number[];
  readonly commentLines: readonly number[];
  /** Quotes with text behind them, or never closed. */
  readonly faults: number;
}

/** For those who only want the records. */
export const silentEvents: TokenizerEvents = {
  onBlank: () => undefined,
  onComment: () => undefined,
  onRagged: () => undefined,
  onStrayQuote: () => undefined,
  onUnclosedQuote: () => undefined
};

const MOST_RECORDS = 1000;

/** @param width negative: lines with `#` are judged by this width, but no row is fitted to it; 0: not known */
export function recordsOf(sample: Sample, marks: Marks, width = 0): SampleRecords {
  const blankLines: number[] = [];
  const commentLines: number[] = [];
  let faults = 0;
  const count = () => void faults++;
  const tokenizer = new Tokenizer(
    { ...dialectOf(marks), width, firstLine: sample.firstLine },
    {
      ...silentEvents,
      onBlank: (line) => blankLines.push(line),
      onComment: (line) => commentLines.push(line),
      onStrayQuote: count,
      onUnclosedQuote: count
    }
  );
  const fold = foldOf(marks);
  const bytes = fold ? openFold(fold).fold(sample.bytes, true) : sample.bytes.slice();
  tokenizer.read(bytes, bytes.length, sample.isWhole);
  return { ...textsOf(tokenizer), blankLines, commentLines, faults };
}

/** The marks as bytes; what is usual is left out, so that the kernel can do it. */
export function dialectOf({ delimiter, quote, escape, comment, spaceBeforeQuote }: Marks): Omit<Dialect, 'width'> {
  return {
    delimiter: isLong(delimiter) ? FOLDED : delimiter.charCodeAt(0),
    ...(quote !== '"' && { quote: quote === '' ? -1 : quote.charCodeAt(0) }),
    ...(escape !== '' && { escape: escape.charCodeAt(0) }),
    ...(comment !== null && { comment: new TextEncoder().encode(comment) }),
    ...(spaceBeforeQuote && { spaceBeforeQuote })
  };
}

/** What a delimiter of several bytes is folded by; null where it is of one. */
export function foldOf({ delimiter, quote, escape }: Marks): FoldMarks | null {
  const byte = (mark: string) => (mark === '' ? -1 : mark.charCodeAt(0));
  return isLong(delimiter) ? { delimiter: new TextEncoder().encode(delimiter), quote: byte(quote), escape: byte(escape) } : null;
}

function textsOf(tokenizer: Tokenizer): Pick<SampleRecords, 'records' | 'lines' | 'quoted'> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const records: string[][] = [];
  const quoted: boolean[][] = [];
  for (let row = 0; row < Math.min(tokenizer.rows, MOST_RECORDS); row++) {
    const end = row + 1 < tokenizer.rows ? tokenizer.firsts[row + 1]! : tokenizer.fields;
    const fields: string[] = [];
    const marked: boolean[] = [];
    for (let field = tokenizer.firsts[row]!; field < end; field++) {
      fields.push(decoder.decode(tokenizer.bytes.subarray(tokenizer.starts[field]!, tokenizer.ends[field]!)));
      marked.push(tokenizer.quoted[field] === 1);
    }
    records.push(fields);
    quoted.push(marked);
  }
  return { records, quoted, lines: Array.from(tokenizer.lines.subarray(0, records.length)) };
}

/** The number of fields that most records have. */
export function usualWidth(records: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const record of records) counts.set(record.length, (counts.get(record.length) ?? 0) + 1);
  let usual = 0;
  for (const [width, count] of counts) if (count > (counts.get(usual) ?? 0)) usual = width;
  return usual;
}

/** Share of the records with so many fields. */
export const agreement = (records: readonly (readonly string[])[], width: number): number =>
  records.length === 0 ? 0 : records.filter((record) => record.length === width).length / records.length;
