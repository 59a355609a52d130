import type { Matrix } from '../../../core/matrix.ts';
import type { ModelPackage } from '../../../predict/package-type.ts';
import type { TaskFit } from '../task-way.ts';

/** What a search for unusual rows hands on to its judgement. */
export interface AnomalyTaskFit extends TaskFit {
  /** All rows after the recipe. */
  readonly matrix: Matrix;
  readonly names: readonly string[];
  readonly scores: Float64Array;
  /** Where the model can answer new rows. */
  readonly pkg: ModelPackage | null;
}
