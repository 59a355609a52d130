/** First and second derivatives of a loss by the raw score of each row, at the places of the rows in the data. */
export interface Derivatives {
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

/** A loss of whole lists of rows: what a row's score costs hangs on the scores of others. It is opened for the rows it is to look at. */
export interface ListLoss {
  /**
   * @param raw scores of all rows of the data
   * @param into where the derivatives of the rows looked at go; null = only the loss is asked for
   * @returns the mean loss; NaN where these rows can't tell
   */
  derive(raw: Float64Array, into: Derivatives | null): number;
}
