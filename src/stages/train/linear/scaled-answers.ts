import type { NumberTarget } from '../../../core/target.ts';
import { weightedMean } from '../weighted.ts';

/** Answers of about size 1, so that a search means the same in every unit. */
export interface ScaledAnswers {
  readonly y: Float64Array;
  /** They sum to 1. */
  readonly weights: Float64Array;
  /** What was taken away, and what the rest was divided by. */
  readonly centre: number;
  readonly scale: number;
  /** Number of rows, or the sum of their weights. */
  readonly total: number;
}

/** Takes the mean away, where there is an intercept to bring it back, and divides by the mean distance from it. */
export function scaledAnswers({ values }: NumberTarget, given: Float64Array | null, fitIntercept: boolean): ScaledAnswers {
  const centre = fitIntercept ? weightedMean(values, given) : 0;
  const scale = weightedMean(
    values.map((value) => Math.abs(value - centre)),
    given
  );
  const total = given ? given.reduce((sum, weight) => sum + weight, 0) : values.length;
  return {
    y: values.map((value) => (value - centre) / scale),
    weights: given ? given.map((weight) => weight / total) : new Float64Array(values.length).fill(1 / total),
    centre,
    scale,
    total
  };
}
