import type { WorkContext } from '../../../core/context.ts';
import type { CsvOptions } from '../../../core/csv-options.ts';
import type { ColumnType } from '../../../core/schema.ts';
import type { Table } from '../../../core/table.ts';
import type { TableFormat } from '../formats/table-format.ts';

/** What is written: columns and their rows, block by block. Images are left out. */
export interface ExportedData {
  readonly columns: readonly {
    readonly name: string;
    readonly type: ColumnType;
    readonly labels?: readonly string[];
    readonly zone?: string;
    readonly unit?: string;
    readonly isOrdinal?: true;
  }[];
  readonly rows: number;
  blocks(context: WorkContext): AsyncIterable<Table>;
}

/** One kind of file that data are saved as. */
export interface TableExport {
  readonly id: string;
  readonly label: string;
  readonly doc: string;
  readonly ending: string;
  readonly mime: string;
  /** How the file is read back, to be compared with the data; null where it can't be the same, as when formulas are disarmed. */
  readonly readBack: { readonly format: TableFormat; readonly options: (data: ExportedData) => CsvOptions } | null;
  /** The file in pieces. They are the caller's. */
  readonly write: (data: ExportedData, context: WorkContext) => AsyncIterable<Uint8Array | string>;
}
