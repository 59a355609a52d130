import { deviation } from '../../core/stats.ts';
import type { Column, Table } from '../../core/table.ts';

/** A change of the world, made up: some columns are moved, the others stay. */
export interface Shift {
  readonly columns: readonly string[];
  /** Numbers and times move by so many standard deviations; of a category, this share of the rows (at most all) becomes its rarest level. */
  readonly by: number;
}

/** The rows after a shift, for showing what drift looks like. Texts stay as they are; images become lighter or darker. Missing stays missing. */
export const shiftTable = (table: Table, { columns, by }: Shift): Table => ({
  rows: table.rows,
  columns: table.columns.map((column) => (columns.includes(column.name) ? shifted(column, by) : column))
});

function shifted(column: Column, by: number): Column {
  switch (column.kind) {
    case 'number':
    case 'time': {
      const known = column.values.filter((value) => !Number.isNaN(value));
      const spread = known.length > 1 ? deviation(known) : 0;
      const isWhole = known.every(Number.isInteger);
      const move = isWhole ? Math.round(by * spread) : by * spread;
      return { ...column, values: column.values.map((value) => value + move) };
    }
    case 'category': {
      const rarest = rarestOf(column.codes, column.labels.length);
      const share = Math.min(1, Math.abs(by));
      let [told, given] = [0, 0];
      const codes = column.codes.map((code) => {
        if (code < 0 || ++told * share < given + 1) return code;
        given++;
        return rarest;
      });
      return { ...column, codes };
    }
    case 'image':
      return { ...column, pixels: column.pixels.map((pixel) => Math.min(255, Math.max(0, Math.round(pixel + by * 40)))) };
    case 'text':
      return column;
  }
}

/** The level with the fewest rows, the first of equals; levels without a row are not known here, and left out. */
function rarestOf(codes: Int32Array, levels: number): number {
  const counts = new Array<number>(levels).fill(0);
  for (const code of codes) if (code >= 0) counts[code]!++;
  let rarest = 0;
  counts.forEach((count, code) => {
    if (count > 0 && (counts[rarest] === 0 || count < counts[rarest]!)) rarest = code;
  });
  return rarest;
}
