/** What a person may say about a CSV file; everything not said is sniffed. */
export interface CsvOptions {
  /** Name of the dataset; the file's name when not given. */
  readonly name?: string;
  readonly delimiter?: string;
  readonly encoding?: string;
  /** Whether the first record names the columns. */
  readonly header?: boolean;
  readonly decimal?: '.' | ',';
  /** Texts that mean "no value", in place of the usual ones. */
  readonly missing?: readonly string[];
  /** Column name -> type, over what the values say. */
  readonly types?: Readonly<Record<string, string>>;
}
