/** Rows with something in common on which the model errs more than on the rest. */
export interface WeakSlice {
  readonly columns: readonly string[];
  /** In words: see `Condition`. */
  readonly condition: string;
  readonly parts: readonly string[];
  readonly rows: number;
  /** Share of wrong answers, or mean size of the error, with its 95 % interval. */
  readonly error: number;
  readonly low: number;
  readonly high: number;
  /** The same over all other rows. */
  readonly rest: number;
  /** Chance of a slice this bad when it is no worse than the rest, corrected for all conditions there are. */
  readonly pValue: number;
}
