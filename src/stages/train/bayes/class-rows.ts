import type { TrainingData } from '../../../core/model.ts';
import type { ClassTarget } from '../../../core/target.ts';
import { presentClasses } from '../classes.ts';

/** The rows to learn from, as naive Bayes looks at them: which class each is of, and what it counts. */
export interface ClassRows {
  /** For each row, the place of its class in `present`. */
  readonly codes: Int32Array;
  readonly present: Int32Array;
  readonly weights: Float64Array | null;
  /** Weight of the rows of each class. */
  readonly totals: Float64Array;
}

export function classRows({ target, weights }: TrainingData): ClassRows {
  const { codes, present } = presentClasses(target as ClassTarget);
  const totals = new Float64Array(present.length);
  codes.forEach((code, i) => (totals[code]! += weights ? weights[i]! : 1));
  return { codes, present, weights, totals };
}
