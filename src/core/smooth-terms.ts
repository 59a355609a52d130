import type { Plain } from './plain.ts';

/** What a feature adds to the scores of a generalised additive model: a curve of splines, a straight line, or a value for each level. */
export interface SmoothTerm {
  readonly [key: string]: Plain;
  readonly name: string;
  /** Levels seen in training, and the coefficient of each; null for a number. */
  readonly levels: readonly string[] | null;
  readonly binOfLevel: Uint8Array | null;
  /** Of a number: the ends of its curve, where all but the farthest values lie, rounded outwards; beyond them it is flat. */
  readonly low: number;
  readonly high: number;
  /** Knots between the ends; null for a straight line and for levels. */
  readonly inner: Float64Array | null;
  /** [scores, size]: of splines, of the line from end to end, or of levels. */
  readonly coefficients: Float64Array;
  /** What a missing value or an unknown level adds, by score. */
  readonly missing: Float64Array;
  /** The mean of what it adds over the training rows, by score: shapes are shown from it. */
  readonly centres: Float64Array;
  /** Standard errors of the centred shape, [scores, places]: at even places from end to end, or of each level. */
  readonly errors: Float64Array;
  /** Degrees of freedom it takes up, by score: 1 is a straight line. */
  readonly freedom: Float64Array;
}

/** A generalised additive model. Several classes have a score each, against the rest. */
export interface SmoothState {
  readonly [key: string]: Plain;
  readonly outputs: number;
  /** Codes of the classes that occurred; empty for a number. */
  readonly present: Int32Array;
  readonly link: 'identity' | 'logistic';
  /** Scores before any term. */
  readonly start: Float64Array;
  readonly terms: readonly SmoothTerm[];
}

/** Places at which the errors of a curve are kept. */
export const SHAPE_PLACES = 41;
