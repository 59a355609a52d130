import { gather, gatherColumn, type Column, type RowSet, type Table } from './table.ts';

/** Cells above which the rows taken out of a table are no second table: 4 million, 32 MB of numbers. */
const MANY_CELLS = 4_000_000;

/**
 * The given rows of a table, to be read and not kept: of a large one, a column is copied when its values are asked for, and forgotten once
 * nobody holds them. Who goes through the columns one after the other has one copy in memory instead of all.
 */
export const viewRows = (table: Table, rows: RowSet, manyCells = MANY_CELLS): Table =>
  rows.length * table.columns.length <= manyCells
    ? gather(table, rows)
    : { rows: rows.length, columns: table.columns.map((column) => viewColumn(column, rows)) };

function viewColumn(column: Column, rows: RowSet): Column {
  switch (column.kind) {
    case 'number':
    case 'time': {
      const values = heldWeakly(() => (gatherColumn(column, rows) as typeof column).values);
      return { ...column, get values() { return values(); } }; // prettier-ignore
    }
    case 'category': {
      const codes = heldWeakly(() => (gatherColumn(column, rows) as typeof column).codes);
      return { ...column, get codes() { return codes(); } }; // prettier-ignore
    }
    case 'text':
    case 'image':
      return gatherColumn(column, rows);
  }
}

/** What was made stays as long as someone uses it, at least until the present turn of the event loop is over, and is made again otherwise. */
function heldWeakly<T extends object>(make: () => T): () => T {
  let kept: WeakRef<T> | null = null;
  return () => {
    const known = kept?.deref();
    if (known) return known;
    const made = make();
    kept = new WeakRef(made);
    return made;
  };
}
