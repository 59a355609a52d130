/** How bytes are cut into records and fields. */
export interface Dialect {
  /** One byte. */
  readonly delimiter: number;
  /** Fields a row should have; 0 = not known yet; negative = only lines with `#` are judged by it. Rows keep what they have in both cases. */
  readonly width: number;
  /** One byte; -1 = quotes are characters like others; `"` when not given. */
  readonly quote?: number;
  /** One byte that takes the meaning from the byte behind it; a doubled quote does so anyway. */
  readonly escape?: number;
  /** Lines that begin with these bytes are comments, none when empty. When not given: lines with `#`, as far as they are no rows. */
  readonly comment?: Uint8Array;
  /** Spaces may stand before an opening quote. */
  readonly spaceBeforeQuote?: boolean;
  /** Line that the first byte is on; 1 when not given. */
  readonly firstLine?: number;
  /** From this line on, rows that are not whole are left out of the block; none when not given. */
  readonly strictFrom?: number;
}

/** What the tokenizer meets beside whole rows. Lines count from 1. */
export interface TokenizerEvents {
  onBlank(line: number): void;
  onComment(line: number): void;
  /** A row with another number of fields than the header; `lost` = one of the extra fields was not empty. */
  onRagged(line: number, fields: number, lost: boolean): void;
  /** Text behind a closing quote: `"a"b`. It is kept, joined to the field. */
  onStrayQuote(line: number): void;
  /** A quote that is never closed. It is taken as a character of its field. */
  onUnclosedQuote(line: number): void;
  /** A row that says again what the header says, and is left out. */
  onHeaderAgain?(line: number): void;
  /** The record below the names is a line of the header too. */
  onSecondHeader?(line: number): void;
  /** The line of names with which another table begins, behind a blank line: it and what follows are not read. */
  onLaterTable?(line: number): void;
  /** The line behind the last one of the table, where nothing but the end of what is read ends it. */
  onEnd?(line: number): void;
  /** A row with bytes that are no text, in the place of which others are read. */
  onBadBytes?(line: number): void;
  /** A record as it stands in the file, with its line end. Only records that no kernel reads are told. */
  onRecord?(line: number, bytes: Uint8Array): void;
}
