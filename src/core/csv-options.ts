import type { ClockTwice } from './time-zone.ts';

/** How the numbers, dates and levels of one column are written, and are to be understood. */
export interface ColumnFormat {
  readonly decimal?: '.' | ',';
  /** What parts the thousands; empty = nothing does. */
  readonly thousands?: ThousandsMark;
  readonly dateOrder?: 'day-first' | 'month-first';
  /** The zone whose clocks show the times that say none: a name of the tz database. */
  readonly zone?: string;
  /** Which is meant of a time that those clocks showed twice, as they were put back; the first when not given. */
  readonly twice?: ClockTwice;
  /** The levels of a category in their order, from least to most. Taken where they name every level the file has. */
  readonly levels?: readonly string[];
}

export const thousandsMarks = ['', ',', '.', ' ', "'", '_'] as const;
export type ThousandsMark = (typeof thousandsMarks)[number];

/** How the file of a column wrote its values: what another file of the same kind is read by. */
export interface ColumnWriting extends Pick<ColumnFormat, 'decimal' | 'thousands' | 'dateOrder'> {
  /** What stands for "missing", where a person said so. */
  readonly missing?: readonly string[];
  /** What becomes of clock times that the clocks of the zone showed twice; the first where nothing is said. */
  readonly twice?: 'second' | 'missing';
}

/** How a CSV is to be read. Everything not given is found out from the file and told in the import report. */
export interface CsvOptions {
  /** Name of the dataset; the file's name when not given. */
  readonly name?: string;
  /** What parts the fields, up to eight characters; `\s+` = blanks and tabs in any number, as where columns are set under one another; `\s\s+` = a tab, or two blanks and more. */
  readonly delimiter?: string;
  /** One character; empty = quotes are characters like others. */
  readonly quoteChar?: string;
  /** One character that takes the meaning from the one behind it, such as a backslash; empty = none. A doubled quote stands for a quote anyway. */
  readonly escapeChar?: string;
  /** What a comment line begins with; empty = there are none. */
  readonly comment?: string;
  /** Lines before the table, titles for one, that are not read. */
  readonly skipLines?: number;
  /** Lines at the end of the file, blank ones left aside, that are no rows: a total, a row count; 0 = all are rows. */
  readonly footerLines?: number;
  /** Which of several tables in one file, parted by blank lines, is read; counted from 1. */
  readonly table?: number;
  /** A label of the WHATWG encoding standard (`utf-8`, `utf-16le`, `windows-1252` ...), or a code page of DOS: `ibm437`, `ibm850`. */
  readonly encoding?: string;
  /** Whether the first record names the columns. */
  readonly header?: boolean;
  readonly decimal?: '.' | ',';
  /** What parts the thousands; empty = nothing does. */
  readonly thousands?: ThousandsMark;
  /** Column name to how its numbers and dates are written, where that differs from the file. */
  readonly formats?: Readonly<Record<string, ColumnFormat>>;
  /** Replaces the whole list of texts that mean "missing"; compared without regard to case. The empty field is always missing. */
  readonly missing?: readonly string[];
  /** Column name to column type: `number`, `integer`, `boolean`, `category`, `text` or `time`. */
  readonly types?: Readonly<Record<string, string>>;
  /** Which comes first in dates such as 03/04/2024 when the column itself does not tell. */
  readonly dateOrder?: 'day-first' | 'month-first';
  /** True: a field in quotes is never missing, so `""` is the empty text and `"NA"` a word. False, as most programs write: quotes do not matter. */
  readonly quotedIsText?: boolean;
  /**
   * What becomes of a row with too few or too many fields, or with a quote that is never closed. `repair`: it is read as far as it goes. `set-aside`:
   * it is left out of the table. What is lost of it stands in the quarantine either way.
   */
  readonly badRows?: 'repair' | 'set-aside';
  /** False: what was chosen for an earlier file of the same kind is not taken over, and forgotten. */
  readonly recipe?: boolean;
  /** True: another table than all before it, with rules and terms of its own, even where one of them has its columns. */
  readonly ownTable?: boolean;
}
