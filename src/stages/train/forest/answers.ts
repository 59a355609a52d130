import type { TrainingData } from '../../../core/model.ts';
import type { Answers } from '../../../kernels/forest/whole-numbers.ts';
import { presentClasses, rowWeights } from '../classes.ts';

/** What trees learn, and how the scorer gives it back. */
export interface Asked extends Answers {
  /** Numbers the scorer gives a row. */
  readonly outputs: number;
  /** Codes of the classes that occur; empty for a number. */
  readonly present: Int32Array;
}

export function answersOf({ target, weights }: TrainingData, classWeight: 'none' | 'balanced'): Asked {
  if (target.kind === 'numbers') return { y: target.values, classes: 0, weights, outputs: 1, present: new Int32Array(0) };
  const { codes, present } = presentClasses(target);
  const isWeighted = weights !== null || classWeight !== 'none';
  return {
    y: codes,
    classes: present.length,
    weights: isWeighted ? rowWeights(codes, present.length, weights, classWeight) : null,
    outputs: target.labels.length,
    present
  };
}
