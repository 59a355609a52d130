/** What a person may say of how a model is to be attacked; whatever is left out is as usual. */
export interface AttackRequest {
  /** Columns that may be changed: all columns of numbers when left out. A category may become any level that is known, a whole number stays one. */
  readonly columns?: readonly string[];
  /** How far a column may go, as a multiple of the budget; 1 where it is not named. */
  readonly reach?: Readonly<Record<string, number>>;
  /** How far each column may go at once: in standard deviations of its training rows, of pictures as a share of black to white. */
  readonly budgets?: readonly number[];
  /** Rows attacked at most. */
  readonly rows?: number;
}
