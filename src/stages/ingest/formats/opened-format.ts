import { csvOptionsOf } from '../../../core/file-options.ts';
import type { ByteSource } from '../csv/byte-source.ts';
import type { OpenTable } from '../tables/open-table.ts';
import { readTable } from '../tables/read-table.ts';
import type { ReadFileSettings, TableFormat } from './table-format.ts';

/** The reading of a format that is opened first and then gives its columns. */
export const readOpened =
  (
    { label, counts }: Pick<TableFormat, 'label' | 'counts'>,
    open: (source: ByteSource, settings: ReadFileSettings) => Promise<OpenTable>
  ): NonNullable<TableFormat['read']> =>
  async (source, sink, settings, context) => {
    const table = await open(source, settings);
    const { chunkRows } = settings;
    const options = csvOptionsOf(settings.options);
    const read = await readTable(table, sink, { options, chunkRows, format: label, places: counts }, context);
    return { ...read, encoding: table.encoding ?? '', delimiter: '' };
  };

/** How many rows to read, as an option of its own. */
export const rowLimit = ({ mostRows }: ReadFileSettings): { mostRows?: number } => (mostRows === undefined ? {} : { mostRows });

/** Whether bytes begin (or end) with these letters. */
export const startsWith = (bytes: Uint8Array, letters: string): boolean =>
  bytes.length >= letters.length && [...letters].every((letter, i) => bytes[i] === letter.charCodeAt(0));
