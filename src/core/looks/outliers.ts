import type { PlainRecord } from '../plain.ts';

/** A single value far from the others of its column. */
export interface OutlyingValue extends PlainRecord {
  readonly row: number;
  /** As it is shown. */
  readonly value: string;
  /** How far out: robust z, or interquartile ranges beyond the quartile. */
  readonly distance: number;
}

export interface ColumnOutliers extends PlainRecord {
  readonly column: string;
  /** `robust-z`: beyond 3.5 by the median absolute deviation; `iqr`: more than 3 interquartile ranges outside the quartiles. */
  readonly method: 'robust-z' | 'iqr';
  /** Why this one. */
  readonly why: string;
  readonly low: string;
  readonly high: string;
  readonly count: number;
  readonly rows: number;
  /** Rows that a bell curve of as many would have out there by chance. */
  readonly expected: number;
  /** The farthest, 10 at most. */
  readonly values: readonly OutlyingValue[];
}

/** What makes a row strange: one column, and how much less strange the row would be with that column's usual value. */
export interface RowReason extends PlainRecord {
  readonly column: string;
  readonly value: string;
  readonly usual: string;
  /** How much of the fall in its score this column brings when it alone is made usual, of what all columns bring so; 0 to 1. */
  readonly share: number;
}

export interface StrangeRow extends PlainRecord {
  readonly row: number;
  /** Isolation score, 0 to 1. */
  readonly score: number;
  /** Share of rows drawn by chance that score as high. */
  readonly chance: number;
  readonly reasons: readonly RowReason[];
}

export interface RowOutliers extends PlainRecord {
  /** Columns looked at together: the target is none of them. */
  readonly columns: readonly string[];
  /** Rows looked at; a sample where there are more. */
  readonly rows: number;
  readonly sampled: boolean;
  /** Rows above this score are flagged. */
  readonly threshold: number;
  readonly count: number;
  /** Share and rows to expect by chance: rows of a bell shape with the same middles, spreads and correlations. */
  readonly expectedShare: number;
  readonly expected: number;
  /** So many rows would come by chance in less than one table of twenty. */
  readonly isBeyondChance: boolean;
  /** The strangest, 50 at most. */
  readonly strange: readonly StrangeRow[];
}

export interface OutlierReport extends PlainRecord {
  readonly columns: readonly ColumnOutliers[];
  /** Null where no two columns can be looked at together. */
  readonly together: RowOutliers | null;
  readonly notes: readonly string[];
}
