import type { Column, ColumnKind, Table } from '../../core/table.ts';

/** A column that is read when it is looked at, whole or in pieces, as often as wanted. */
export interface ColumnSource {
  readonly name: string;
  readonly kind: ColumnKind;
  whole(): Promise<Column>;
  /** Gives back what `whole` gave and nobody needs any more; left out where the column stays. */
  readonly letGo?: (column: Column) => void;
  /** Its rows in order. */
  pieces(): AsyncIterable<Column>;
}

/** A table of which no more need be in memory than the column that is looked at. */
export interface TableSource {
  readonly rows: number;
  readonly columns: readonly ColumnSource[];
}

export const sourceOf = ({ rows, columns }: Table): TableSource => ({
  rows,
  columns: columns.map((column) => ({
    name: column.name,
    kind: column.kind,
    whole: () => Promise.resolve(column),
    async *pieces() {
      yield await Promise.resolve(column);
    }
  }))
});
