import { Tokenizer, type TokenizerEvents } from '../../../kernels/csv/tokenizer.ts';
import { plainIsoTime } from '../../../kernels/csv/scan-times.ts';
import type { MissingMarkers } from './missing-markers.ts';

/** How a file parts its fields, and what its first record is. */
export interface FoundDialect {
  /** One character; the unit separator stands for "one column, nothing to part". */
  readonly delimiter: string;
  readonly header: boolean;
  readonly width: number;
  readonly first: readonly string[];
  /** Line on which the first record begins. */
  readonly firstLine: number;
  /** The first rows, header left out. */
  readonly sampleRows: readonly (readonly string[])[];
  /** The header has one name fewer than the rows have fields: their first field has no name, as R writes it. */
  readonly isFirstUnnamed: boolean;
}

export const NO_DELIMITER = '\u001f';

const candidates = [',', ';', '\t', '|'];
const silent: TokenizerEvents = {
  onBlank: () => undefined,
  onComment: () => undefined,
  onRagged: () => undefined,
  onStrayQuote: () => undefined,
  onUnclosedQuote: () => undefined
};

/**
 * Reads the beginning of a file. The delimiter is the candidate that gives the most rows as many fields as the first one; the first record is a
 * header unless it looks like the data beneath it.
 * @param isWhole the sample is all there is
 */
export function findDialect(
  sample: Uint8Array,
  isWhole: boolean,
  given: { delimiter?: string; header?: boolean },
  markers: MissingMarkers
): FoundDialect | null {
  const delimiter = given.delimiter ?? sniffDelimiter(sample, isWhole);
  const width = usualWidth(recordsOf(sample, isWhole, delimiter, 0));
  const tokens = tokensOf(sample, isWhole, delimiter, width > 1 ? -width : 0);
  const records = textsOf(tokens);
  const first = records[0];
  if (!first) return null;
  const rest = records.slice(1);
  const header = given.header ?? looksLikeHeader(first, rest, markers);
  const isFirstUnnamed = header && given.header !== false && isShortByOne(first, rest);
  return {
    delimiter,
    header,
    width: first.length + (isFirstUnnamed ? 1 : 0),
    first,
    firstLine: tokens.lines[0]!,
    sampleRows: header ? rest : records,
    isFirstUnnamed
  };
}

const recordsOf = (sample: Uint8Array, isWhole: boolean, delimiter: string, width: number) =>
  textsOf(tokensOf(sample, isWhole, delimiter, width));

/** @param width negative: lines with `#` are judged by this width, but no row is fitted to it */
function tokensOf(sample: Uint8Array, isWhole: boolean, delimiter: string, width: number): Tokenizer {
  const tokenizer = new Tokenizer({ delimiter: delimiter.charCodeAt(0), width }, silent);
  const bytes = sample.slice();
  tokenizer.read(bytes, bytes.length, isWhole);
  return tokenizer;
}

function textsOf(tokenizer: Tokenizer): string[][] {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const records: string[][] = [];
  for (let row = 0; row < Math.min(tokenizer.rows, 1000); row++) {
    const end = row + 1 < tokenizer.rows ? tokenizer.firsts[row + 1]! : tokenizer.fieldCount;
    const fields: string[] = [];
    for (let field = tokenizer.firsts[row]!; field < end; field++) {
      fields.push(decoder.decode(tokenizer.bytes.subarray(tokenizer.starts[field]!, tokenizer.ends[field]!)));
    }
    records.push(fields);
  }
  return records;
}

function sniffDelimiter(sample: Uint8Array, isWhole: boolean): string {
  let best = { delimiter: '', agreeing: 0, width: 0 };
  for (const delimiter of candidates) {
    const records = recordsOf(sample, isWhole, delimiter, 0);
    const width = records[0]?.length ?? 0;
    if (width < 2) continue;
    const agreeing = records.filter((record) => record.length === width).length / records.length;
    if (agreeing > best.agreeing || (agreeing === best.agreeing && width > best.width)) best = { delimiter, agreeing, width };
  }
  if (best.delimiter !== '') return best.delimiter;
  const common = candidates.find((delimiter) => usualWidth(recordsOf(sample, isWhole, delimiter, 0)) > 1);
  return common ?? NO_DELIMITER;
}

function usualWidth(records: readonly string[][]): number {
  const counts = new Map<number, number>();
  for (const record of records) counts.set(record.length, (counts.get(record.length) ?? 0) + 1);
  let usual = 0;
  for (const [width, count] of counts) if (count > (counts.get(usual) ?? 0)) usual = width;
  return usual;
}

function isShortByOne(first: readonly string[], rest: readonly string[][]): boolean {
  if (rest.length === 0 || usualWidth(rest) !== first.length + 1) return false;
  return rest.some((record) => record.length === first.length + 1 && record.at(-1) !== '');
}

/** Each column votes: where the values beneath are numbers or dates, a first cell of the same kind speaks for data, a word for a header. */
function looksLikeHeader(first: readonly string[], rest: readonly string[][], markers: MissingMarkers): boolean {
  if (rest.length === 0) return first.every((cell) => !isTyped(cell));
  if (isRunOfYears(first)) return true;
  let votes = 0;
  first.forEach((cell, j) => {
    const values = rest.map((record) => record[j] ?? '').filter((value) => !markers.has(value));
    if (values.length === 0 || values.filter(isTyped).length < values.length * 0.8 || markers.has(cell)) return;
    votes += isTyped(cell) ? -1 : 1;
  });
  if (votes !== 0) return votes > 0;
  return rest.length < 3 || !first.every((cell, j) => rest.some((record) => record[j] === cell));
}

/** `2019, 2020, 2021` are names of columns. */
function isRunOfYears(first: readonly string[]): boolean {
  const numbers = first.filter((cell) => /^\d+$/.test(cell)).map(Number);
  return numbers.length > 1 && numbers.every((year, i) => year >= 1900 && year <= 2100 && (i === 0 || year === numbers[i - 1]! + 1));
}

function isTyped(cell: string): boolean {
  if (/^[-+]?[$€£¥]?\s?\d[\d.,' ]*([eE][-+]?\d+)?\s?[%€]?$/.test(cell) || /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(cell)) return true;
  const bytes = new TextEncoder().encode(cell);
  return !Number.isNaN(plainIsoTime(bytes, 0, bytes.length));
}
