/** A row whose label another answer fits far better. */
export interface LabelSuspect {
  /** Counted from 0. */
  readonly row: number;
  readonly given: string;
  readonly suggested: string;
  /** What a model that had not seen the row says of the given and of the suggested label, 0 to 1. */
  readonly confidence: number;
  readonly suggestedConfidence: number;
}

/** What a search for wrong labels found. */
export interface LabelReport {
  readonly target: string;
  /** Rows with a label that were looked at. */
  readonly rows: number;
  /** Rows of the sealed test part, which were not. */
  readonly sealed: number;
  /** Likeliest first. */
  readonly suspects: readonly LabelSuspect[];
  /** Wrong labels there are by estimate: the mass beside the diagonal of the confident joint. */
  readonly estimated: number;
  /** Share of the rows the learner got right out of fold, and of those that are no suspects. */
  readonly agreement: number;
  readonly agreementWithout: number;
  /** Why nothing is claimed; null where the suspects are claimed to be wrong. */
  readonly silent: string | null;
  /** Rows by given (down) and confidently other (across) label. */
  readonly joint: { readonly labels: readonly string[]; readonly counts: readonly (readonly number[])[] };
}
