import { doneWith } from '../../core/table-view.ts';
import { isMissing, textAt, type Column, type ColumnKind, type Table } from '../../core/table.ts';
import { countDistinct } from '../../kernels/sorted-numbers.ts';

/** What suggesting a recipe needs to know of a column. */
export interface ColumnSummary {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly rows: number;
  readonly missing: number;
  /** Different values among the rows. */
  readonly distinct: number;
  /** A category whose labels stand in their order. */
  readonly isOrdinal?: true;
  /** A category of nothing but true and false. */
  readonly isCondition?: true;
}

/** A table says kinds and no types: a category of nothing but true and false is a condition. */
export const isCondition = (column: Column): boolean =>
  column.kind === 'category' && column.labels.length > 0 && column.labels.every((label) => label === 'true' || label === 'false');

export const summarizeColumns = (table: Table): ColumnSummary[] => table.columns.map(summarize);

function summarize(column: Column): ColumnSummary {
  const rows = rowsOf(column);
  let missing = 0;
  for (let i = 0; i < rows; i++) if (isMissing(column, i)) missing++;
  const ordinal = column.kind === 'category' && column.isOrdinal ? ({ isOrdinal: true } as const) : {};
  const distinct = distinctOf(column, rows);
  const condition = isCondition(column) ? ({ isCondition: true } as const) : {};
  doneWith(column);
  return { name: column.name, kind: column.kind, rows, missing, distinct, ...ordinal, ...condition };
}

function rowsOf(column: Column): number {
  switch (column.kind) {
    case 'category':
      return column.codes.length;
    case 'text':
      return column.missing.length;
    case 'image':
      return column.pixels.length / (column.width * column.height * column.channels);
    default:
      return column.values.length;
  }
}

function distinctOf(column: Column, rows: number): number {
  switch (column.kind) {
    case 'category':
      return levelsSeen(column.codes, column.labels.length);
    case 'text':
      return new Set(Array.from({ length: rows }, (_, i) => textAt(column, i)).filter((text) => text !== null)).size;
    case 'image':
      return rows;
    default:
      return countDistinct(column.values);
  }
}

function levelsSeen(codes: Int32Array, labels: number): number {
  const isSeen = new Uint8Array(labels);
  for (const code of codes) if (code >= 0) isSeen[code] = 1;
  return isSeen.reduce((count, seen) => count + seen, 0);
}
