interface HasRow {
  readonly row: number;
}

/** Those that are of none of these rows. */
export function withoutRows<T extends HasRow>(cards: readonly T[], rows: Iterable<number>): T[] {
  const gone = new Set(rows);
  return cards.filter(({ row }) => !gone.has(row));
}

/** Those that are of one of these rows. */
export function ofRows<T extends HasRow>(cards: readonly T[], rows: Iterable<number>): T[] {
  const wanted = new Set(rows);
  return cards.filter(({ row }) => wanted.has(row));
}

/** Where the card that is next stands once some rows are gone: those that stood before it count no longer. */
export function placeWithout(cards: readonly HasRow[], at: number, rows: Iterable<number>): number {
  const before = withoutRows(cards.slice(0, at), rows).length;
  return Math.max(0, Math.min(before, withoutRows(cards, rows).length - 1));
}

export const rowsOf = (cards: readonly HasRow[]): number[] => cards.map(({ row }) => row);

/** The rows with one more, or one less where it was among them. */
export const toggled = (rows: readonly number[], row: number): readonly number[] =>
  rows.includes(row) ? rows.filter((other) => other !== row) : [...rows, row];
