import type { WorkContext } from '../../../core/context.ts';
import type { FileOptions } from '../../../core/file-options.ts';
import type { DialectChoice } from '../../../core/dialect-choice.ts';
import type { Quarantine } from '../../../core/quarantine.ts';
import type { ByteSource } from '../csv/byte-source.ts';
import type { IngestedColumn } from '../csv/ingested-column.ts';
import type { Issue } from '../csv/issue-log.ts';
import type { ColumnSink } from '../csv/piece-queue.ts';

/** A table that was read, and how. */
export interface IngestedFile {
  readonly rows: number;
  readonly columns: readonly IngestedColumn[];
  readonly notes: readonly string[];
  readonly issues: readonly Issue[];
  /** Empty where the format knows only one. */
  readonly encoding: string;
  /** Of CSV and its like; else empty. */
  readonly delimiter: string;
  /** Records that did not come into the table as they stand in the file; of CSV and its like. */
  readonly quarantine?: Quarantine | null;
  /** How the file was taken to be written; of CSV and its like. */
  readonly choices?: readonly DialectChoice[];
}

export interface ReadFileSettings {
  readonly options: FileOptions;
  /** Rows in a piece of a column. */
  readonly chunkRows: number;
  /** Stop after so many; for a preview. */
  readonly mostRows?: number;
}

/** One kind of file that holds a table. */
export interface TableFormat {
  readonly id: string;
  /** As it stands in a sentence. */
  readonly label: string;
  /** Endings of file names, with the dot, in small letters. */
  readonly endings: readonly string[];
  /** What the numbers of the import report count. */
  readonly counts: 'line' | 'row';
  /** Whether a file is of this kind by its first and last bytes; null when these do not tell. */
  readonly recognise: (head: Uint8Array, tail: Uint8Array) => boolean | null;
  /** Names of the tables in it, where there can be several. */
  readonly tables?: (source: ByteSource) => Promise<readonly string[]>;
  /** Absent where the CSV reader does it. */
  readonly read?: (source: ByteSource, sink: ColumnSink, settings: ReadFileSettings, context: WorkContext) => Promise<IngestedFile>;
}
