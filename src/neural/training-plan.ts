import type { Engine, TrainingData } from '../core/model.ts';
import type { Target } from '../core/target.ts';
import type { Answers } from './answers.ts';
import type { Examples } from './examples.ts';
import type { Layer } from './layers/layer.ts';
import type { Tensorflow } from './tensorflow.ts';

export interface TrainingSettings {
  readonly batchSize: number;
  readonly learningRateInit: number;
  /** L2 penalty, as in scikit-learn: the gradient of a batch gets alpha / rows of the kernel. */
  readonly alpha: number;
  /** Epochs at most. */
  readonly maxIter: number;
  readonly earlyStopping: boolean;
  readonly validationFraction: number;
  readonly nIterNoChange: number;
}

/** What a network learns, from what, and how. */
export interface TrainingPlan {
  readonly engine: Engine;
  readonly tf: Tensorflow;
  readonly layers: readonly Layer[];
  readonly examples: Examples;
  readonly answers: Answers;
  readonly target: Target;
  /** How the rows belong together, and which were made up: what is held out goes by it. */
  readonly relations: Pick<TrainingData, 'kinship' | 'made'>;
  /** Rows to learn from: those that count. */
  readonly rows: Uint32Array;
  /** How much a row counts; 1 on average. */
  readonly weightOf: (row: number) => number;
  readonly settings: TrainingSettings;
}
