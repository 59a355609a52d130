import { withColumns, type Column, type Table } from '../core/table.ts';
import { csvText, type CsvTextOptions } from '../stages/ingest/csv/csv-text.ts';

/**
 * A table as CSV text, in pieces to be put into a Blob, with columns added behind (or in the place of those of the same name).
 * @param extra columns with as many rows as the table
 */
export const writeCsv = (table: Table, extra: readonly Column[] = [], options: CsvTextOptions = {}): Iterable<string> =>
  csvText(withColumns(table, extra), options);
