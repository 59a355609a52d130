/** The rows of a k-means, held where they can be gone over fast. To be closed in the end. */
export interface KMeansKernel {
  /**
   * Gives every row to its nearest centre, the first of equals, by squared Euclidean distances added in the order of the columns.
   * @param centres row-major [k, cols]
   */
  assign(centres: Float64Array): Assignment;
  close(): void;
}

export interface Assignment {
  /** Centre of each row, length n. */
  readonly labels: Int32Array;
  /** Squared distance of each row to its centre, length n. Worked out when asked for: before the next assignment, for it goes by the centres of this one. */
  far(): Float64Array;
  /** Sums of the rows of each centre, added in their order within pieces of the rows, and these in theirs; row-major [k, cols]. */
  readonly sums: Float64Array;
  /** Rows of each centre. */
  readonly counts: Float64Array;
}

/** Sums are kept for so many rows one behind the other, so that those none of whose rows changed its centre need not be added up again; they take no more room than the rows. */
export const rowsOfPiece = (k: number): number => Math.max(512, 8 * k);
