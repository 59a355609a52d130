import { textColumn, type Column, type Table } from '../../core/table.ts';
import type { MissingMarkers } from '../../stages/ingest/csv/missing-markers.ts';
import type { RawRows } from '../../stages/ingest/csv/read-for-schema.ts';
import { cellText, presenceOf } from '../../stages/ingest/rules/cells.ts';

/** Columns as texts: a value that was read in its plainest form, one that could not be read as it stands in the file; a gap stays a gap. */
export const typeTexts = ({ columns, rows }: Table, { header, lines }: RawRows, markersOf: ReadonlyMap<string, MissingMarkers>): Column[] =>
  columns.map((column) => {
    const place = header.indexOf(column.name);
    const isThere = presenceOf(column);
    const textOf = (row: number) => {
      if (isThere(row)) return cellText(column, row);
      const raw = lines[row]![place] ?? '';
      return markersOf.get(column.name)!.has(raw) ? null : raw;
    };
    return textColumn(
      column.name,
      Array.from({ length: rows }, (_, row) => textOf(row))
    );
  });
