/** A record, or a value of one, that did not come into the table as it stands in the file. */
export interface QuarantinedRow {
  /** Where the record begins, counted from 1. */
  readonly line: number;
  /** `too-many-fields`, `too-few-fields`, `unclosed-quote`, `header-again`, `footer`, `bad-record` or `does-not-fit`. */
  readonly code: string;
  /** One sentence. */
  readonly reason: string;
  /** The record as it stands in the file, without its line end; cut after 4,000 characters. */
  readonly text: string;
}

/** What an import set aside: the first of it, and how much there is in all. */
export interface Quarantine {
  readonly count: number;
  readonly rows: readonly QuarantinedRow[];
}
