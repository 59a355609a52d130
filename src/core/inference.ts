import type { PlainRecord } from './plain.ts';

/** Why coefficients come without standard errors. */
export const WHY_NO_ERRORS = {
  penalty: 'A penalty pulls the coefficients towards 0, so the usual formulas would give errors that are too small.',
  weights: 'Rows were weighted, and nothing says whether a weight counts rows or how sure they are.',
  groups: 'Rows that belong together were divided by group; the formulas take each row for news of its own.',
  time: 'Rows were divided by time; the formulas take each row for news of its own, and rows that follow each other rarely are.',
  made: 'Some of the rows were made up by the recipe.',
  dependent: 'Every feature is a sum or a copy of others, so no coefficient is settled.',
  'few-rows': 'There are no more rows than coefficients.',
  separation: 'The features part the classes all but without error, so coefficients have no end.',
  classes: 'With more than two classes only differences between the coefficients of classes are settled.',
  'many-features': 'There are too many features for a matrix of all pairs.',
  search: 'The search ended before the coefficients had settled.',
  method: 'This kind of model has no formula for them that holds without further assumptions.'
} as const;

export type WhyNoErrors = keyof typeof WHY_NO_ERRORS;

/**
 * How far coefficients may be off: Wald errors, in the order of the features, the intercept last; 0 where a feature never changes or its
 * coefficient is not settled, being part of a sum that is nothing. A field of a model's state beside what the scorer reads.
 */
export interface Inference extends PlainRecord {
  readonly why: WhyNoErrors | null;
  /** From the information of the likelihood, or of least squares with one variance; empty where `why` says why. */
  readonly errors: Float64Array;
  /** Of least squares, right with unequal variances too (HC3); empty where there are none. */
  readonly robust: Float64Array;
  /** Degrees of freedom of Student's t; 0 for the normal distribution. */
  readonly degrees: number;
}

export const noErrors = (why: WhyNoErrors): Inference => ({ why, errors: new Float64Array(0), robust: new Float64Array(0), degrees: 0 });

/** One coefficient; the intercept has no feature. */
export interface CoefficientRow {
  readonly feature: string | null;
  /** The class whose score it is part of, where each class has its own. */
  readonly class: string | null;
  readonly coefficient: number;
  /** Wald error and 95 % interval; null where none holds. */
  readonly error: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** HC3. */
  readonly robust: number | null;
}

/** The coefficients of a linear model, as a person reads them. */
export interface CoefficientTable {
  /** What the weighted sum is: the answer itself, its logarithm, the logarithm of odds, or how far a row lies from the border between classes. */
  readonly sum: 'answer' | 'log' | 'log-odds' | 'margin';
  /** How the interval was made, or why there is none. */
  readonly said: string;
  readonly hasErrors: boolean;
  readonly rows: readonly CoefficientRow[];
}
