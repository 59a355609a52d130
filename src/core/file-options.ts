import type { CsvOptions } from './csv-options.ts';

/** How a file with a table is to be read. Everything not given is found out from the file and told in the import report. */
export interface FileOptions extends Omit<CsvOptions, 'table'> {
  /** Name of the sheet of a workbook, keys that lead to the list of records in a JSON object, or path of the file in a zip; as a number, which of the tables in one CSV, from 1. */
  readonly table?: string | number;
}

/** The name of the sheet, the path of the list, or the path in the zip, that is asked for. */
export const partNamed = ({ table }: Pick<FileOptions, 'table'>): string | undefined => (typeof table === 'string' ? table : undefined);

/** What of the options concerns the CSV itself. */
export function csvOptionsOf({ table, ...csv }: FileOptions): CsvOptions {
  return { ...csv, ...(typeof table === 'number' && { table }) };
}
