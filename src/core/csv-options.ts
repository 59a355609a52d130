/** How a CSV is to be read. Everything not given is found out from the file and told in the import report. */
export interface CsvOptions {
  /** Name of the dataset; the file's name when not given. */
  readonly name?: string;
  readonly delimiter?: string;
  /** A label of the WHATWG encoding standard: `utf-8`, `utf-16le`, `windows-1252` ... */
  readonly encoding?: string;
  /** Whether the first record names the columns. */
  readonly header?: boolean;
  readonly decimal?: '.' | ',';
  /** Replaces the whole list of texts that mean "missing"; compared without regard to case. The empty field is always missing. */
  readonly missing?: readonly string[];
  /** Column name to column type: `number`, `integer`, `boolean`, `category`, `text` or `time`. */
  readonly types?: Readonly<Record<string, string>>;
  /** Which comes first in dates such as 03/04/2024 when the column itself does not tell. */
  readonly dateOrder?: 'day-first' | 'month-first';
  /** True: a field in quotes is never missing, so `""` is the empty text and `"NA"` a word. False, as most programs write: quotes do not matter. */
  readonly quotedIsText?: boolean;
}
