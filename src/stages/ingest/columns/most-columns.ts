/** A table of more columns is refused, whatever file it is in: each has a reader of its own, and a record of what it holds. */
export const MOST_COLUMNS = 20_000;
