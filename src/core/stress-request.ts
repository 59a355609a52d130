/** What a person may say of how a model is to be stressed; whatever is left out is as usual. */
export interface StressRequest {
  /** Ids of kinds of stress; all that break something of this model. */
  readonly kinds?: readonly string[];
  /** Columns to break; all that a kind takes. */
  readonly columns?: readonly string[];
  /** Doses above 0, of one kind. */
  readonly doses?: readonly number[];
  /** Parameters of kinds, by id. */
  readonly params?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Trials of each dose where chance has a part in it; 5. */
  readonly repeats?: number;
  /** Of one kind: each column is broken alone too, and they are held against each other. */
  readonly byColumn?: boolean;
}
