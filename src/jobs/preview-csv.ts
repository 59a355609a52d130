import { bytesOf } from '../stages/ingest/csv/byte-source.ts';
import type { WorkContext } from '../core/context.ts';
import type { CsvOptions } from '../core/csv-options.ts';
import type { DateQuestion } from '../core/date-question.ts';
import type { DialectChoice } from '../core/dialect-choice.ts';
import { recipeWords, type ImportRecipe } from '../core/import-recipe.ts';
import type { Quarantine } from '../core/quarantine.ts';
import type { ColumnType, Role } from '../core/schema.ts';
import { copyColumn, type Column } from '../core/table.ts';
import { findEncoding, inItsEncoding, type Encoding } from '../stages/ingest/csv/encoding.ts';
import { openDecoder } from '../stages/ingest/csv/open-decoder.ts';
import type { Issue } from '../stages/ingest/csv/issue-log.ts';
import { openCsv } from '../stages/ingest/csv/open-csv.ts';
import { readCsv, type IngestedCsv } from '../stages/ingest/csv/read-csv.ts';
import { CHUNK_ROWS } from '../storage/storage.ts';
import { chosenOptions, withRoles } from './import-recipe.ts';
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
  /** What a person should know of how the file was understood. */
  readonly notes: readonly string[];
  readonly issues: readonly Issue[];
  /** How the file was taken to be written, each thing with how sure that is and why. */
  readonly choices: readonly DialectChoice[];
  /** The first lines as they stand in the file, cut after 300 characters. */
  readonly raw: readonly string[];
  /** Records that would be set aside; null = none. */
  readonly quarantine: Quarantine | null;
  /** What only a person can say of its dates. */
  readonly dateQuestion: DateQuestion | null;
  /** What was taken over from an earlier file of the same kind. */
  readonly recipe: { readonly fileName: string; readonly said: readonly string[] } | null;
}

const SAMPLE_BYTES = 262_144;
const ROWS_SHOWN = 20;
const RAW_BYTES = 16_384;
const LINES_SHOWN = 20;
const LONGEST_LINE = 300;
const LINE_FEED = 0x0a;

/** @throws what `readCsv` throws */
export async function previewCsv(
  job: { readonly source: Blob | string; readonly options: CsvOptions; readonly recipes?: readonly ImportRecipe[] },
  context: WorkContext
): Promise<CsvPreview> {
  const source = typeof job.source === 'string' ? new Blob([job.source]) : job.source;
  const { options, recipe } = await chosenOptions(source, job.options, job.recipes ?? [], context);
  const first = await findEncoding(source, options.encoding);
  const sample = await beginningOf(source, first);
  const setting = { source, options, recipe, isWhole: sample.size === source.size, context };
  return inItsEncoding(source, context, (encoding = first) => preview(sample, encoding, setting));
}

/** Whole lines only, so that no character and no row is cut in two; a line that is longer than the sample is cut all the same. */
async function beginningOf(source: Blob, { label }: Encoding): Promise<Blob> {
  if (source.size <= SAMPLE_BYTES) return source;
  const bytes = new Uint8Array(await bytesOf(source.slice(0, SAMPLE_BYTES)));
  const last = bytes.lastIndexOf(LINE_FEED);
  if (last < 0) return source.slice(0, SAMPLE_BYTES);
  return source.slice(0, last + (label === 'utf-16le' ? 2 : 1));
}

interface Setting {
  /** The whole file. */
  readonly source: Blob;
  readonly options: CsvOptions;
  readonly recipe: ImportRecipe | null;
  readonly isWhole: boolean;
  readonly context: WorkContext;
}

async function preview(sample: Blob, encoding: Encoding, { source, options, recipe, isWhole, context }: Setting): Promise<CsvPreview> {
  const { dialect } = await openCsv(source, encoding, options);
  const pieces = new Map<string, Column>();
  const sink = {
    append: (column: Column) => {
      pieces.set(column.name, copyColumn(column));
      return Promise.resolve('');
    }
  };
  // What stands at the end of the sample is not the end of the file.
  const ofSample = isWhole ? options : { ...options, footerLines: 0 };
  const read = await readCsv(sample, sink, { options: ofSample, chunkRows: CHUNK_ROWS, encoding }, context);
  return {
    encoding: read.encoding,
    delimiter: read.delimiter,
    header: dialect.header,
    columns: shownColumns(read.columns, recipe),
    rows: rowsShown(read, pieces),
    sampledRows: read.rows,
    isWhole,
    notes: read.notes,
    issues: read.issues,
    choices: isWhole ? read.choices : [...read.choices.filter(isNoFooter), ...dialect.choices.filter((choice) => !isNoFooter(choice))],
    raw: await rawLines(sample, encoding),
    quarantine: read.quarantine,
    dateQuestion: read.dateQuestion,
    recipe: recipeTold(recipe)
  };
}

const isNoFooter = ({ what }: DialectChoice): boolean => what !== 'footer';

/** The columns with the roles that a recipe gives them. */
export const shownColumns = (columns: IngestedCsv['columns'], recipe: ImportRecipe | null): CsvPreview['columns'] =>
  (recipe ? withRoles(columns, recipe.roles) : columns).map(({ name, type, role, missing }) => ({ name, type, role, missing }));

export const recipeTold = (recipe: ImportRecipe | null): CsvPreview['recipe'] =>
  recipe && { fileName: recipe.fileName, said: recipeWords(recipe) };

/** The first lines, decoded; the last may be cut. */
async function rawLines(sample: Blob, { label, skip }: Encoding): Promise<string[]> {
  const bytes = await bytesOf(sample.slice(skip, skip + RAW_BYTES));
  const lines = openDecoder(label, false)
    .decode(new Uint8Array(bytes), true)
    .split(/\r\n|\n|\r/);
  return lines.slice(0, LINES_SHOWN).map((line) => line.slice(0, LONGEST_LINE));
}

/** The first rows as they would be stored. @param pieces the first piece of each column, by name */
export function rowsShown(read: Pick<IngestedCsv, 'rows' | 'columns'>, pieces: ReadonlyMap<string, Column>): Record<string, unknown>[] {
  const readers = read.columns.flatMap(({ name, type }) => {
    const column = pieces.get(name);
    return column ? [{ name, at: valueReader(withLabels(column, read.columns), type) }] : [];
  });
  return Array.from({ length: Math.min(read.rows, ROWS_SHOWN) }, (_, row) =>
    Object.fromEntries(readers.map(({ name, at }) => [name, at(row)]))
  );
}

/** The labels of a category column are known for good only once all of it was read. */
function withLabels(column: Column, columns: readonly { readonly name: string; readonly labels?: readonly string[] }[]): Column {
  const labels = columns.find(({ name }) => name === column.name)?.labels;
  return column.kind === 'category' && labels ? { ...column, labels } : column;
}
