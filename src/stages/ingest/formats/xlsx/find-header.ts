import type { SheetRow } from './sheet-rows.ts';

export interface FoundHeader {
  /** Index of the row that names the columns; -1 when none does. */
  readonly header: number;
  /** Index of the first row of data. */
  readonly first: number;
}

const countOf = ({ cells }: SheetRow) => cells.filter((cell) => cell !== undefined).length;

/**
 * Where the table of a sheet begins. Titles and remarks above it fill few cells: the table's first row is the first that fills at least half as many
 * as the fullest of the beginning. It names the columns when all its cells are words and no word stands twice.
 * @param given whether there is a header, when the user says so
 */
export function findHeader(rows: readonly SheetRow[], given: boolean | undefined): FoundHeader {
  const most = Math.max(0, ...rows.map(countOf));
  const start = Math.max(
    0,
    rows.findIndex((row) => countOf(row) * 2 >= most)
  );
  if (given !== undefined) return given ? { header: start, first: start + 1 } : { header: -1, first: start };
  const words = rows[start]?.cells.filter((cell) => cell !== undefined) ?? [];
  const isHeader =
    words.every(({ isWord }) => isWord) && new Set(words.map(({ text }) => text)).size === words.length && rows.length > start + 1;
  return isHeader ? { header: start, first: start + 1 } : { header: -1, first: start };
}
