import { numberText, isoText } from '../csv/csv-text.ts';
import type { FieldBlock } from '../../../kernels/csv/field-block.ts';
import { TextCells } from './text-cells.ts';

/**
 * Some rows of one column, as a file gives them. `text`: bytes whose type is found out, as in a CSV; a block of width 1. `again`: whole numbers that
 * a double can't hold have been met, so the column has to be read once more, as texts.
 */
export type Cells =
  | { readonly kind: 'number' | 'time'; readonly values: Float64Array }
  | { readonly kind: 'boolean'; readonly codes: Int32Array }
  | { readonly kind: 'text'; readonly block: FieldBlock }
  | { readonly kind: 'missing'; readonly rows: number }
  | { readonly kind: 'again'; readonly rows: number };

export function rowsOfCells(cells: Cells): number {
  switch (cells.kind) {
    case 'number':
    case 'time':
      return cells.values.length;
    case 'boolean':
      return cells.codes.length;
    case 'text':
      return cells.block.rows;
    case 'missing':
    case 'again':
      return cells.rows;
  }
}

/** The cells as a CSV would write them, for a column that is to become something else than it is in the file. */
export function asText(cells: Cells): FieldBlock {
  if (cells.kind === 'text') return cells.block;
  const texts = new TextCells();
  const rows = rowsOfCells(cells);
  for (let row = 0; row < rows; row++) texts.addText(textOf(cells, row), 0);
  return texts.block();
}

function textOf(cells: Exclude<Cells, { kind: 'text' }>, row: number): string {
  switch (cells.kind) {
    case 'number':
    case 'time': {
      const value = cells.values[row]!;
      return Number.isNaN(value) ? '' : cells.kind === 'time' ? isoText(value) : numberText(value);
    }
    case 'boolean':
      return ['', 'false', 'true'][cells.codes[row]! + 1]!;
    case 'missing':
    case 'again':
      return '';
  }
}
