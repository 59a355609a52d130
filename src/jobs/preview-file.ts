import type { WorkContext } from '../core/context.ts';
import { csvOptionsOf, type FileOptions } from '../core/file-options.ts';
import type { ImportRecipe } from '../core/import-recipe.ts';
import { copyColumn, type Column } from '../core/table.ts';
import type { TableFormat } from '../stages/ingest/formats/table-format.ts';
import { CHUNK_ROWS } from '../storage/storage.ts';
import { openByRecipe, type OpenedByRecipe } from './open-by-recipe.ts';
import { previewCsv, recipeTold, rowsShown, shownColumns, type CsvPreview } from './preview-csv.ts';
import { spoolInto } from './spool.ts';

/** How a file would be read, judged by its beginning. Nothing is stored. */
export interface FilePreview extends CsvPreview {
  /** `csv`, `json`, `parquet`, `arrow` or `xlsx`. */
  readonly format: string;
  /** As it stands in a sentence, with what it is packed in: `CSV in gzip`. */
  readonly label: string;
  /** Sheets of a workbook, lists of records in a JSON object, or tables of a zip. */
  readonly tables: readonly string[];
  readonly table: string | null;
  /** What the numbers of the issues count. */
  readonly counts: 'line' | 'row';
  readonly notes: readonly string[];
}

export interface PreviewJob {
  readonly source: Blob | string;
  readonly fileName: string;
  readonly options: FileOptions;
  /** What was chosen for earlier files. */
  readonly recipes?: readonly ImportRecipe[];
}

const SAMPLE_ROWS = 1000;

/** @throws what `importFile` would throw on the beginning of the file */
export async function previewFile(job: PreviewJob, context: WorkContext): Promise<FilePreview> {
  const source = typeof job.source === 'string' ? new Blob([job.source]) : job.source;
  const { recipes = [] } = job;
  const chosen = await openByRecipe({ ...job, source, recipes }, (pieces) => spoolInto(pieces, context), context);
  const { format, packing, tables, table, notes } = chosen.opened;
  const preview = format.read
    ? await previewOf(chosen, format.read, context)
    : await previewCsv({ source: chosen.opened.source as Blob, options: csvOptionsOf(chosen.options), recipes }, context);
  const label = [format.label, ...packing.toReversed()].join(' in ');
  return { ...preview, format: format.id, label, tables, table, counts: format.counts, notes: [...notes, ...preview.notes] };
}

async function previewOf(
  { opened: { source }, options, recipe }: OpenedByRecipe,
  readTable: NonNullable<TableFormat['read']>,
  context: WorkContext
): Promise<CsvPreview & { notes: readonly string[] }> {
  const pieces = new Map<string, Column>();
  const sink = {
    append: (column: Column) => {
      pieces.set(column.name, copyColumn(column));
      return Promise.resolve('');
    }
  };
  const read = await readTable(source, sink, { options, chunkRows: CHUNK_ROWS, mostRows: SAMPLE_ROWS }, context);
  return {
    encoding: read.encoding,
    delimiter: read.delimiter,
    header: true,
    columns: shownColumns(read.columns, recipe),
    rows: rowsShown(read, pieces),
    sampledRows: read.rows,
    isWhole: read.rows < SAMPLE_ROWS,
    issues: read.issues,
    notes: read.notes,
    choices: [],
    raw: [],
    quarantine: read.quarantine ?? null,
    dateQuestion: null,
    recipe: recipeTold(recipe)
  };
}
