import { plainIsoTime } from '../../../../kernels/csv/scan-times.ts';
import type { MissingMarkers } from '../missing-markers.ts';

export interface FoundHeader {
  readonly header: boolean;
  /** Columns that speak for a header, less those that speak for data. */
  readonly votes: number;
  readonly confidence: number;
  readonly reason: string;
}

type Records = readonly (readonly string[])[];

/** Each column votes: where the values beneath are numbers or dates, a first cell of the same kind speaks for data, a word for a header. */
export function sniffHeader(first: readonly string[], rest: Records, markers: MissingMarkers): FoundHeader {
  if (rest.length === 0) {
    const header = first.every((cell) => !isTyped(cell));
    return { header, votes: 0, confidence: 0.6, reason: 'There is one record only.' };
  }
  if (isRunOfYears(first)) return { header: true, votes: 1, confidence: 0.9, reason: 'The first record is a run of years.' };
  const votes = votesOf(first, rest, markers);
  const confidence = 0.7 + Math.min(0.29, Math.abs(votes) / 10);
  if (votes > 0) return { header: true, votes, confidence, reason: 'Words stand above numbers or dates.' };
  if (votes < 0) return { header: false, votes, confidence, reason: 'The first record has numbers or dates like those beneath it.' };
  const header = rest.length < 3 || !first.every((cell, j) => rest.some((record) => record[j] === cell));
  const reason = header
    ? 'The words of the first record are not met again beneath it.'
    : 'The words of the first record are met again beneath it.';
  return { header, votes, confidence: 0.6, reason };
}

function votesOf(first: readonly string[], rest: Records, markers: MissingMarkers): number {
  let votes = 0;
  for (const j of typedColumns(rest, first.length, markers)) if (!markers.has(first[j]!)) votes += isTyped(first[j]!) ? -1 : 1;
  return votes;
}

/** The columns of which four in five values are numbers or dates. */
export const typedColumns = (rows: Records, width: number, markers: MissingMarkers): number[] =>
  Array.from({ length: width }, (_, j) => j).filter((j) => {
    const values = rows.map((record) => record[j] ?? '').filter((value) => !markers.has(value) && !markers.isLoose(value));
    return values.length > 0 && values.filter(isTyped).length >= values.length * 0.8;
  });

/** `2019, 2020, 2021` are names of columns. */
function isRunOfYears(first: readonly string[]): boolean {
  const numbers = first.filter((cell) => /^\d+$/.test(cell)).map(Number);
  return numbers.length > 1 && numbers.every((year, i) => year >= 1900 && year <= 2100 && (i === 0 || year === numbers[i - 1]! + 1));
}

/** A number or a date, as people write them. */
export function isTyped(cell: string): boolean {
  if (
    /^[-+]?[$€£¥]?\s?\d[\d.,' \u00a0\u2009\u202f\u2019]*([eE][-+]?\d+)?\s?[%€]?$/.test(cell) ||
    /^[$€£¥]?\s?\([$€£¥]?\s?\d[\d.,' ]*\)$/.test(cell) ||
    /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(cell)
  )
    return true;
  const bytes = new TextEncoder().encode(cell);
  return !Number.isNaN(plainIsoTime(bytes, 0, bytes.length));
}
