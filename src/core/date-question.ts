/** Dates that can be read with the day first or the month first, and nothing in the file says which: a person is asked, once for all columns of them. */
export interface DateQuestion {
  readonly columns: readonly string[];
  /** A date of the file of which the two readings differ. */
  readonly example: string;
  /** What it would be, as 2024-04-03. */
  readonly dayFirst: string;
  readonly monthFirst: string;
  /** How they are read as things stand. */
  readonly reading: 'day-first' | 'month-first';
  /** Whether a person said so, for this file or for an earlier one with the same columns. */
  readonly isAnswered: boolean;
}
