import type { Column, Table } from '../../../core/table.ts';
import { timeText } from '../../../core/time-text.ts';
import { usualMarkers } from './missing-markers.ts';

export interface CsvTextOptions {
  readonly delimiter?: string;
  /** Puts an apostrophe before texts that a spreadsheet would run as a formula. The round trip is then not exact for those. */
  readonly spreadsheetSafe?: boolean;
  /** Rows in a piece of text; 4,096 when not given. */
  readonly pieceRows?: number;
}

/**
 * A table as CSV (RFC 4180, CRLF), piece by piece, the header first. Numbers are written in the shortest form that reads back as the same double,
 * times as ISO 8601, moments with the offset of their zone's clocks. Missing is the empty field (`NA` where the table has one column, as a blank line is no row); the empty text, and texts
 * that look like a missing marker, stand in quotes. Read with the table's types and `quotedIsText`, the same table comes back.
 */
export function* csvText(table: Table, options: CsvTextOptions = {}): Iterable<string> {
  yield csvRecord(
    table.columns.map(({ name }) => name),
    options
  );
  const writers = table.columns.map((column) => fieldWriter(column, table.columns.length === 1 ? 'NA' : '', options));
  const { delimiter = ',', pieceRows = 4096 } = options;
  for (let from = 0; from < table.rows; from += pieceRows) {
    let text = '';
    for (let row = from; row < Math.min(table.rows, from + pieceRows); row++)
      text += `${writers.map((write) => write(row)).join(delimiter)}\r\n`;
    yield text;
  }
}

/** One record of texts with its line end; null is missing. */
export function csvRecord(fields: readonly (string | null)[], options: CsvTextOptions = {}): string {
  const { delimiter = ',' } = options;
  return `${fields.map((field) => (field === null ? '' : quotedText(field, options))).join(delimiter)}\r\n`;
}

/** @param missing what stands for no value */
function fieldWriter(column: Column, missing: string, options: CsvTextOptions): (row: number) => string {
  switch (column.kind) {
    case 'number':
      return (row) => (Number.isNaN(column.values[row]) ? missing : numberText(column.values[row]!));
    case 'time':
      return (row) => (Number.isNaN(column.values[row]) ? missing : timeText(column.values[row]!, column.zone));
    case 'category': {
      const labels = column.labels.map((label) => quotedText(label, options));
      return (row) => labels[column.codes[row]!] ?? missing;
    }
    case 'text': {
      const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
      return (row) =>
        column.missing[row] === 1
          ? missing
          : quotedText(decoder.decode(column.bytes.subarray(column.offsets[row]!, column.offsets[row + 1]!)), options);
    }
    case 'image':
      return () => quotedText(`image of ${column.width} x ${column.height}`, options);
  }
}

/** The shortest form that reads back as the same double. */
export const numberText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/** ISO 8601 in UTC; midnight is written as a date alone. */
export function isoText(ms: number): string {
  const text = new Date(ms).toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text;
}

const markers = new Set(usualMarkers.map((marker) => marker.toLowerCase()));

function quotedText(text: string, { delimiter = ',', spreadsheetSafe = false }: CsvTextOptions): string {
  const safe = spreadsheetSafe && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  const needsQuotes = safe === '' || safe.includes(delimiter) || /["\r\n]|^[\s#\ufeff]|\s$/.test(safe) || markers.has(safe.toLowerCase());
  return needsQuotes ? `"${safe.replaceAll('"', '""')}"` : safe;
}
