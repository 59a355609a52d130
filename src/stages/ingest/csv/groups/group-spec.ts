import type { WorkContext } from '../../../../core/context.ts';
import type { CsvOptions } from '../../../../core/csv-options.ts';
import type { ColumnType } from '../../../../core/schema.ts';
import type { FileHabits } from '../evidence.ts';
import type { HabitVotes } from '../file-habits.ts';
import type { FinishedColumn } from '../finish-column.ts';
import type { IssueLog } from '../issue-log.ts';
import type { OpenedCsv } from '../open-csv.ts';

/**
 * Some columns of a file, read by one thread. Every group goes through the whole file: cutting it into fields is quick, and what a column becomes hangs
 * on all of its own values and on none of another's, so that the table is the same however its columns are shared out.
 */
export interface GroupSpec {
  readonly opened: OpenedCsv;
  /** Of all columns of the file. */
  readonly names: readonly string[];
  readonly types: readonly (ColumnType | null)[];
  /** The numbers of those that this group reads, ascending. */
  readonly columns: readonly number[];
  /** Of all groups one tells of the records and of the file. */
  readonly tellsOfFile: boolean;
  readonly options: CsvOptions;
  readonly chunkRows: number;
}

/** A column of which every piece is stored. */
export interface StoredReader {
  readonly column: Omit<FinishedColumn, 'pieces'>;
  readonly chunks: readonly string[];
  readonly log: IssueLog;
}

export interface GroupResult {
  /** As `columns` of the spec. */
  readonly columns: readonly StoredReader[];
  /** Of the records, where this group tells of them. */
  readonly log: IssueLog;
}

/** Two steps, for what a column becomes hangs on the habits that all groups together show. */
export interface GroupReading {
  /** The first pass over the file. */
  first(context: WorkContext): Promise<{ readonly rows: number; readonly votes: HabitVotes }>;
  /** Finishes every column; those whose guess failed are read again. */
  finish(habits: FileHabits, context: WorkContext): Promise<GroupResult>;
  /** Waits until nothing is under way, whatever came of it, or ends it. */
  settle(): Promise<void>;
}

/** Who reads the columns. Without one, all of them are read in this thread. */
export interface GroupPool {
  /** The columns of each group. @param rows the first of the table, as texts */
  shares(width: number, rows: readonly (readonly string[])[]): Promise<readonly (readonly number[])[]>;
  open(spec: GroupSpec, group: number): Promise<GroupReading>;
}
