import { arrow } from './arrow.ts';
import { csv, csvForSpreadsheets } from './csv.ts';
import { parquet } from './parquet.ts';
import type { TableExport } from './table-export.ts';

/** Every kind of file that data are saved as. */
export const tableExports: readonly TableExport[] = [csvForSpreadsheets, csv, parquet, arrow];
