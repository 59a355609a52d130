import type { WorkContext } from '../../../core/context.ts';
import type { ColumnType } from '../../../core/schema.ts';
import type { IssueLog } from '../csv/issue-log.ts';
import type { Cells } from './cells.ts';

/** A column as the file declares it. */
export interface TableColumnInfo {
  readonly name: string;
  /** Null: the file does not say, so it is found out from the texts, as in a CSV. */
  readonly type: ColumnType | null;
  /** Of times that the file says are moments: the zone they are read in. */
  readonly zone?: string;
  readonly unit?: string;
  /** Of a category that the file says has an order: its levels, from least to most. */
  readonly levels?: readonly string[];
  /** The file was written by Lathe: a text is a value whatever it says, and only what is not there is missing. */
  readonly isExact?: boolean;
  /** Which field of a row it is, in the blocks of its parts; 0 when not given: the blocks hold nothing else. */
  readonly place?: number;
  /** True once the whole table was read and the column turned out to be none. */
  readonly isLeftOut?: () => boolean;
}

export interface ColumnPart {
  /** Index into the table's columns. */
  readonly column: number;
  /** The first row of the part. */
  readonly start: number;
  /** Valid until the next part is asked for. */
  readonly cells: Cells;
}

/** A file whose beginning has been understood, ready to give its rows column by column. */
export interface OpenTable {
  /** Grows while rows are read where the file has no schema. */
  readonly columns: readonly TableColumnInfo[];
  /**
   * One pass over the rows. The parts of each column come in row order.
   * @param wanted only these columns, or all of them
   */
  parts(wanted: ReadonlySet<number> | null, log: IssueLog, context: WorkContext): AsyncIterable<ColumnPart>;
  /** What a person should know, once the rows were read. */
  readonly notes: () => readonly string[];
  /** How texts are encoded, where that can differ. */
  readonly encoding?: string;
}
