/** Rows to be found again, as they are. */
export interface Points {
  /** Row-major [rows, cols], finite. */
  readonly data: Float64Array;
  readonly rows: number;
  readonly cols: number;
  readonly metric: PointMetric;
}

/** In a straight line, or the sum over the columns. */
export type PointMetric = 'euclidean' | 'manhattan';

/** The nearest points of some queries, the nearest first; of points equally near, the earlier. */
export interface NearestPoints {
  /** [queries, count] */
  readonly rows: Int32Array;
  /** Squared distances where the metric is euclidean, else distances: [queries, count]. */
  readonly far: Float64Array;
}

/**
 * Finds the `count` nearest points of each query.
 * @param queries row-major [any number, cols], finite
 */
export type FindNearest = (queries: Float64Array) => NearestPoints;

/**
 * Makes what is needed to find the `count` (at most `points.rows`) nearest points. All such give the same bits, however they go about it: a distance is
 * the sum of the differences, squared or absolute, in the order of the columns, in double precision.
 */
export type OpenNearest = (points: Points, count: number) => FindNearest;
