import type { ClusterChoice } from '../../core/cluster-findings.ts';
import type { SeededContext } from '../../core/context.ts';
import type { Matrix } from '../../core/matrix.ts';
import type { Note } from '../../core/note.ts';
import type { ParamSpecs, ParamsOf } from '../../core/params.ts';
import type { PlainRecord } from '../../core/plain.ts';
import type { TaskModelType } from '../../core/task-model.ts';

/** Label of a row that belongs to no cluster. */
export const NOISE = -1;

export interface ClusterFit<F extends PlainRecord = PlainRecord> {
  readonly state: F;
  /** 0 to `clusters - 1`, or `NOISE`; clusters are numbered from the largest down. */
  readonly labels: Int32Array;
  readonly clusters: number;
  /** How the number of clusters came about, where it was not given. */
  readonly choice?: ClusterChoice;
  readonly notes: readonly Note[];
}

/** A way to find groups of rows that are alike. `fit` returns plain state and keeps nothing. */
export interface ClusterModel<S extends ParamSpecs = ParamSpecs, F extends PlainRecord = PlainRecord> extends TaskModelType<S> {
  /** Rows, at most, on which it is tried whether there are clusters at all: it is fitted there some hundred times. */
  readonly judgeRows: number;
  /** The settings that fit a sample of so large a share of the rows, where they count rows or distances between them. */
  onSample?(params: ParamsOf<S>, share: number): ParamsOf<S>;
  /** @param matrix numbers without gaps, on scales that can be compared */
  fit(matrix: Matrix, params: ParamsOf<S>, context: SeededContext): Promise<ClusterFit<F>>;
}

/** Checks a definition against its own specs and forgets the exact types, so definitions can share a registry. */
export function defineClusterModel<const S extends ParamSpecs, F extends PlainRecord>(model: ClusterModel<S, F>): ClusterModel {
  return model as unknown as ClusterModel;
}
