import { quantileSorted } from '../../../core/stats.ts';
import { type Column, findColumn, isMissing, type Table, textAt } from '../../../core/table.ts';

/** What a row has in one column, said coarsely enough that other rows can have it too. Ends are Infinity where there is none; the upper one belongs to it. */
export type Piece =
  | { readonly kind: 'range'; readonly column: string; readonly above: number; readonly upTo: number }
  | { readonly kind: 'value'; readonly column: string; readonly value: number | string }
  | { readonly kind: 'missing'; readonly column: string };

/** Numbers of so few values are said as they are, others by the quarter of the training rows they lie in. */
const FEW_VALUES = 5;
const CUTS = [0.25, 0.5, 0.75];

/** The pieces of a row, a column each; a column whose training rows all have it, or that holds images, has none. */
export function piecesOf(row: Table, training: Table): Piece[] {
  return row.columns.flatMap((own) => {
    const known = findColumn(training, own.name);
    if (!known || own.kind === 'image' || known.kind === 'image') return [];
    const piece = pieceOf(own, known);
    return rowsWith(piece, training).every(Boolean) ? [] : [piece];
  });
}

type Told = Exclude<Column, { kind: 'image' }>;

function pieceOf(own: Told, known: Told): Piece {
  const column = own.name;
  if (isMissing(own, 0)) return { kind: 'missing', column };
  const value = valueAt(own, 0)!;
  if (typeof value === 'string' || (known.kind !== 'number' && known.kind !== 'time')) return { kind: 'value', column, value };
  const sorted = known.values.filter((each) => !Number.isNaN(each)).sort();
  if (new Set(sorted).size <= FEW_VALUES) return { kind: 'value', column, value };
  const ends = CUTS.map((cut) => quantileSorted(sorted, cut));
  return {
    kind: 'range',
    column,
    above: ends.findLast((end) => end < value) ?? -Infinity,
    upTo: ends.find((end) => value <= end) ?? Infinity
  };
}

/** A number, a time in ms since 1970, a label or a text; null where missing. */
function valueAt(column: Told, row: number): number | string | null {
  if (isMissing(column, row)) return null;
  if (column.kind === 'category') return column.labels[column.codes[row]!]!;
  return column.kind === 'text' ? textAt(column, row) : column.values[row]!;
}

/** 1 for each row of the table that has the piece. */
export function rowsWith(piece: Piece, table: Table): Uint8Array {
  const column = findColumn(table, piece.column);
  if (!column || column.kind === 'image') return new Uint8Array(table.rows);
  return Uint8Array.from({ length: table.rows }, (_, row) => Number(hasPiece(piece, valueAt(column, row))));
}

function hasPiece(piece: Piece, value: number | string | null): boolean {
  if (value === null || piece.kind === 'missing') return value === null && piece.kind === 'missing';
  return piece.kind === 'value' ? value === piece.value : Number(value) > piece.above && Number(value) <= piece.upTo;
}
