import type { WorkContext } from '../core/context.ts';
import type { CsvOptions } from '../core/csv-options.ts';
import type { ColumnType, Role } from '../core/schema.ts';
import type { Column } from '../core/table.ts';
import { fallbackEncoding, findEncoding, NotUtf8, type Encoding } from '../stages/ingest/csv/encoding.ts';
import { openCsv } from '../stages/ingest/csv/open-csv.ts';
import { readCsv } from '../stages/ingest/csv/read-csv.ts';
import { CHUNK_ROWS } from '../storage/storage.ts';
import { valueReader } from './read-rows.ts';

/** How a CSV would be read, judged by its beginning. Nothing is stored. */
export interface CsvPreview {
  readonly encoding: string;
  readonly delimiter: string;
  readonly header: boolean;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType; readonly role: Role; readonly missing: number }[];
  /** The first ones, as they would be stored. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Rows looked at. */
  readonly sampledRows: number;
  /** Whether that is the whole file: if not, types hold for the beginning only. */
  readonly isWhole: boolean;
  readonly issues: readonly {
    readonly code: string;
    readonly message: string;
    readonly count: number;
    readonly lines: readonly number[];
  }[];
}

const SAMPLE_BYTES = 262_144;
const ROWS_SHOWN = 20;
const LINE_FEED = 0x0a;

/** @throws what `readCsv` throws */
export async function previewCsv(
  job: { readonly source: Blob | string; readonly options: CsvOptions },
  context: WorkContext
): Promise<CsvPreview> {
  const source = typeof job.source === 'string' ? new Blob([job.source]) : job.source;
  const encoding = await findEncoding(source, job.options.encoding);
  const sample = await beginningOf(source, encoding);
  try {
    return await preview(sample, encoding, { options: job.options, isWhole: sample.size === source.size, context });
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    return preview(sample, fallbackEncoding, { options: job.options, isWhole: sample.size === source.size, context });
  }
}

/** Whole lines only, so that no character and no row is cut in two; a line that is longer than the sample is cut all the same. */
async function beginningOf(source: Blob, { label }: Encoding): Promise<Blob> {
  if (source.size <= SAMPLE_BYTES) return source;
  const bytes = new Uint8Array(await source.slice(0, SAMPLE_BYTES).arrayBuffer());
  const last = bytes.lastIndexOf(LINE_FEED);
  if (last < 0) return source.slice(0, SAMPLE_BYTES);
  return source.slice(0, last + (label === 'utf-16le' ? 2 : 1));
}

interface Setting {
  readonly options: CsvOptions;
  readonly isWhole: boolean;
  readonly context: WorkContext;
}

async function preview(sample: Blob, encoding: Encoding, { options, isWhole, context }: Setting): Promise<CsvPreview> {
  const { dialect } = await openCsv(sample, encoding, options);
  const pieces = new Map<string, Column>();
  const sink = {
    append: (column: Column) => {
      pieces.set(column.name, column);
      return Promise.resolve('');
    }
  };
  const read = await readCsv(sample, sink, { options, chunkRows: CHUNK_ROWS, encoding }, context);
  const readers = read.columns.flatMap(({ name, type }) => {
    const column = pieces.get(name);
    return column ? [{ name, at: valueReader(withLabels(column, read.columns), type) }] : [];
  });
  return {
    encoding: read.encoding,
    delimiter: read.delimiter,
    header: dialect.header,
    columns: read.columns.map(({ name, type, role, missing }) => ({ name, type, role, missing })),
    rows: Array.from({ length: Math.min(read.rows, ROWS_SHOWN) }, (_, row) =>
      Object.fromEntries(readers.map(({ name, at }) => [name, at(row)]))
    ),
    sampledRows: read.rows,
    isWhole,
    issues: read.issues
  };
}

/** The labels of a category column are known for good only once all of it was read. */
function withLabels(column: Column, columns: readonly { readonly name: string; readonly labels?: readonly string[] }[]): Column {
  const labels = columns.find(({ name }) => name === column.name)?.labels;
  return column.kind === 'category' && labels ? { ...column, labels } : column;
}
