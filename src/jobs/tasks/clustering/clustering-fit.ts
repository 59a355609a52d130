import type { Matrix } from '../../../core/matrix.ts';
import type { ClusterFit } from '../../../stages/cluster/cluster-model.ts';
import type { TaskFit } from '../task-way.ts';

/** What a fit of a clustering hands on to its judgement. */
export interface ClusteringFit extends TaskFit {
  /** All rows after the recipe. */
  readonly matrix: Matrix;
  readonly found: ClusterFit;
}
