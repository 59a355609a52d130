import { copyColumn, isMissing, textAt, type Column } from '../../../../src/core/table.ts';
import type { CsvOptions } from '../../../../src/core/csv-options.ts';
import type { WorkContext } from '../../../../src/core/context.ts';
import { inItsEncoding } from '../../../../src/stages/ingest/csv/encoding.ts';
import { readCsv, type IngestedCsv, type ReadCsvSettings } from '../../../../src/stages/ingest/csv/read-csv.ts';

export const context: WorkContext = { signal: new AbortController().signal, breathe: () => Promise.resolve(), onProgress: () => {} };

export type Cell = string | number | null;

export interface ReadBack extends IngestedCsv {
  /** Every column's values: numbers, ISO-free times in milliseconds, labels, texts; null = missing. */
  readonly values: Record<string, Cell[]>;
  readonly types: Record<string, string>;
  issue(code: string): { count: number; lines: readonly number[]; message: string } | undefined;
}

/** Reads text or bytes and puts the stored pieces together again. */
export async function read(
  content: string | Uint8Array,
  options: CsvOptions = {},
  settings: Partial<ReadCsvSettings> = {}
): Promise<ReadBack> {
  const source = new Blob([content as Uint8Array<ArrayBuffer>]);
  return inItsEncoding(source, context, (encoding) =>
    readWith(source, { options, chunkRows: 65_536, ...settings, ...(encoding && { encoding }) })
  );
}

async function readWith(source: Blob, settings: ReadCsvSettings): Promise<ReadBack> {
  const pieces = new Map<string, Column>();
  const sink = {
    append(column: Column): Promise<string> {
      const id = `piece ${pieces.size}`;
      pieces.set(id, copyColumn(column));
      return Promise.resolve(id);
    }
  };
  const result = await readCsv(source, sink, settings, context);
  const values: Record<string, Cell[]> = Object.create(null) as Record<string, Cell[]>;
  for (const column of result.columns) values[column.name] = column.chunks.flatMap((id) => cellsOf(pieces.get(id)!, column.labels));
  const types = Object.fromEntries(result.columns.map(({ name, type }) => [name, type]));
  return { ...result, values, types, issue: (code) => result.issues.find((issue) => issue.code === code) };
}

function cellsOf(column: Column, labels: readonly string[] | undefined): Cell[] {
  const rows =
    column.kind === 'category'
      ? column.codes.length
      : column.kind === 'text'
        ? column.missing.length
        : column.kind === 'image'
          ? 0
          : column.values.length;
  return Array.from({ length: rows }, (_, row) => {
    if (isMissing(column, row)) return null;
    if (column.kind === 'category') return labels![column.codes[row]!]!;
    if (column.kind === 'text') return textAt(column, row);
    return column.kind === 'image' ? null : column.values[row]!;
  });
}
