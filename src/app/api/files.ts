import type { AlikeImages } from '../../core/alike-images.ts';
import type { CsvOptions } from '../../core/csv-options.ts';
import type { FileOptions } from '../../core/file-options.ts';
import type { DateQuestion } from '../../core/date-question.ts';
import type { DialectChoice } from '../../core/dialect-choice.ts';
import type { ColumnType, Role } from '../../core/schema.ts';
import type { Dataset, ImportIssue } from './data.ts';
import type { QuarantineList } from './quarantine.ts';
import type { Watch } from './watch.ts';

/** How a file is imported, beside how it is read. */
export interface ImportWatch extends Watch {
  /** Begin at the first row, even where an earlier import of this file was cut off. */
  anew?: boolean;
  /** Leave of the browser to open the file again; kept until the import has ended. */
  handle?: FileSystemFileHandle;
}

/** An import of a big CSV that was cut off by the end of its tab or browser. What it has read is kept for a week, or until it is given up. */
export interface UnfinishedImport {
  id: string;
  fileName: string;
  bytes: number;
  /** Milliseconds since 1970; null when it is not known. */
  lastModified: number | null;
  /** Rows read so far; it goes on behind them. */
  rows: number;
  /** When these were kept, in milliseconds since 1970. */
  savedAt: number;
  /** As it was asked to be read. */
  options: FileOptions;
  /** The browser may open the file again, when the person lets it. */
  canReopen: boolean;
}

/** Files read into datasets, and datasets written to files. */
export interface FileVerbs {
  /** `source` is a file, a blob, or the CSV text itself. Of a time column `rows` gives ISO 8601 text. */
  importCsv(source: Blob | string, options?: CsvOptions & Watch): Promise<Dataset>;
  /**
   * A file of any kind that is known - CSV, TSV, JSON and JSON lines, Parquet, Arrow and Feather, XLSX, a gzip or zip of one of them, a zip of images -
   * by what it holds, whatever it is called. `table` names the sheet of a workbook, the list of
   * records in a JSON object, or the file in a zip; when it is not given, the first is taken, and of a JSON object its largest list, where that is over a quarter of it.
   * The same file given again after its import was cut off goes on from the last rows that were kept, and the dataset is the same.
   */
  importFile(source: Blob | string, options?: FileOptions & ImportWatch): Promise<Dataset>;
  /** Imports that were cut off, the latest first. */
  unfinishedImports(): Promise<UnfinishedImport[]>;
  /** Goes on with one, with the file that is given, or the one the browser still has leave to open. Code `import-other-file` for another file. */
  goOnImport(id: string, options?: Watch & { file?: Blob }): Promise<Dataset>;
  /** Removes what an unfinished import has stored. */
  giveUpImport(id: string): Promise<void>;
  /** Image files named `class/file.png` (relative paths count), or one zip of such folders. */
  importImages(source: File[] | Blob, options?: { size?: number; name?: string; places?: 'keep' | 'drop' } & Watch): Promise<Dataset>;
  /**
   * A new version with further images behind those a dataset has, in the class `label`, or in those of their folders. `places: 'drop'` leaves out where
   * photos were taken, which is personal data.
   */
  addImages(datasetId: string, source: File[] | Blob, options?: { label?: string; places?: 'keep' | 'drop' } & Watch): Promise<Dataset>;
  /** Images that are the same or nearly so, across classes and across the parts of the division. */
  alikeImages(datasetId: string, options?: Watch): Promise<AlikeImages>;
  /** How a CSV would be read, judged by its beginning. Nothing is stored. */
  previewCsv(source: Blob | string, options?: CsvOptions & Watch): Promise<CsvPreview>;
  /** How a file would be read, judged by its beginning, and the tables it has. Nothing is stored. Code `zip-of-images` for a zip of pictures. */
  previewFile(source: Blob | string, options?: FileOptions & Watch): Promise<FilePreview>;
  /** The kinds of file a version can be saved as. */
  exportFormats(): Promise<{ id: DataFormat; label: string; doc: string }[]>;
  /** A version as a file. It is read back and compared, value by value, before it is handed over; `isChecked` is false where it is changed on purpose. */
  export(datasetId: string, format: DataFormat, options?: Watch): Promise<{ file: Blob; name: string; rows: number; isChecked: boolean }>;
  /** A version as CSV. `spreadsheetSafe` (the default) keeps texts from being run as formulas by a spreadsheet. */
  exportCsv(datasetId: string, options?: { spreadsheetSafe?: boolean } & Watch): Promise<Blob>;
}

export interface CsvPreview {
  encoding: string;
  delimiter: string;
  header: boolean;
  columns: { name: string; type: ColumnType; role: Role; missing: number }[];
  /** The first ones, as they would be stored. */
  rows: Record<string, unknown>[];
  sampledRows: number;
  /** Whether the rows looked at are the whole file. */
  isWhole: boolean;
  issues: ImportIssue[];
  /** How the file was taken to be written, each thing with how sure that is (0 to 1) and why. */
  choices: DialectChoice[];
  /** The first lines as they stand in the file, cut after 300 characters. */
  raw: string[];
  /** Records that would not come into the table as they stand in the file. */
  quarantine: QuarantineList | null;
  /**
   * Dates that can be read in two ways, with both readings of one of them; null where the file itself tells. Answer by `dateOrder`, which holds for all
   * its columns and is kept for the next file with the same ones.
   */
  dateQuestion: DateQuestion | null;
  /** What was chosen for an earlier file of the same kind (its format and its columns) and is taken over; the option `recipe: false` reads the file afresh. */
  recipe: { fileName: string; said: string[] } | null;
}

export interface FilePreview extends CsvPreview {
  /** `csv`, `json`, `parquet`, `arrow` or `xlsx`. */
  format: string;
  /** In words, with what it is packed in: `CSV in gzip`. */
  label: string;
  /** Sheets of a workbook, lists of records in a JSON object (`data.rows`; `$` is the whole of it as one row), or tables of a zip. */
  tables: string[];
  /** The one that was looked at. */
  table: string | null;
  /** What `lines` of the issues counts. */
  counts: 'line' | 'row';
  /** What a person should know of how the file was understood. */
  notes: string[];
}

/** The kinds of file that data are saved as. */
export type DataFormat = 'csv' | 'csv-spreadsheet' | 'parquet' | 'arrow' | (string & {});
