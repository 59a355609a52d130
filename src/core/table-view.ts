import { releaseBuffer } from './let-go.ts';
import { gather, gatherColumn, type Column, type RowSet, type Table } from './table.ts';

/** Cells above which the rows taken out of a table are no second table: 4 million, 32 MB of numbers. */
const MANY_CELLS = 4_000_000;
/** Columns of a view that stay copied. */
const RECENT = 2;
/** Times all columns may be copied anew; a reader that jumps between them from row to row would otherwise never come to an end. */
const MOST_PASSES = 16;

/**
 * The given rows of a table, to be read and not kept: of a large one, a column is copied when its values are asked for, and forgotten when others are. Who
 * goes through the columns one after the other has a few copies in memory instead of all, and with `doneWith` only one.
 */
export function viewRows(table: Table, rows: RowSet, manyCells = MANY_CELLS): Table {
  if (rows.length * table.columns.length <= manyCells) return gather(table, rows);
  const shelf = new Shelf(MOST_PASSES * table.columns.length);
  return { rows: rows.length, columns: table.columns.map((column) => viewColumn(column, rows, shelf)) };
}

/** The copies behind the columns of views. */
const copies = new WeakMap<Column, { release(): void }>();

/** Gives back the copy of a view's column, at once; it is made anew when it is read again. Of any other column nothing happens. Its values must not be held. */
export const doneWith = (column: Column): void => copies.get(column)?.release();

/** Whether the column is one of a view: it holds nothing of its own. */
export const isView = (column: Column): boolean => copies.has(column);

function viewColumn(column: Column, rows: RowSet, shelf: Shelf): Column {
  switch (column.kind) {
    case 'number':
    case 'time': {
      const copy = new Copy(() => (gatherColumn(column, rows) as typeof column).values, shelf);
      return behind(copy, { ...column, get values() { return copy.read(); } }); // prettier-ignore
    }
    case 'category': {
      const copy = new Copy(() => (gatherColumn(column, rows) as typeof column).codes, shelf);
      return behind(copy, { ...column, get codes() { return copy.read(); } }); // prettier-ignore
    }
    case 'text':
    case 'image':
      return gatherColumn(column, rows);
  }
}

function behind(copy: { release(): void }, column: Column): Column {
  copies.set(column, copy);
  return column;
}

class Copy<A extends Float64Array | Int32Array> {
  private readonly make: () => A;
  private readonly shelf: Shelf;
  private array: A | null = null;

  constructor(make: () => A, shelf: Shelf) {
    this.make = make;
    this.shelf = shelf;
  }

  read(): A {
    if (this.array) return this.array;
    this.array = this.make();
    this.shelf.put(this);
    return this.array;
  }

  /** Someone may still hold the values. */
  forget(): void {
    this.array = null;
  }

  release(): void {
    if (this.array) releaseBuffer(this.array.buffer);
    this.array = null;
  }
}

/** The copies made last; of a reader that keeps coming back, all. */
class Shelf {
  private readonly recent: { forget(): void }[] = [];
  private left: number;

  constructor(mostCopies: number) {
    this.left = mostCopies;
  }

  put(copy: { forget(): void }): void {
    if (--this.left < 0) return;
    this.recent.push(copy);
    if (this.recent.length > RECENT) this.recent.shift()!.forget();
  }
}
