import type { TrainingData } from '../../core/model.ts';
import { gather, type RowSet, type Table } from '../../core/table.ts';
import { gatherTarget, type Target } from '../../core/target.ts';

/** Raw rows with their answers: what a recipe and a model are fitted on, or judged on. */
export interface LabelledRows {
  /** The feature columns as they were imported. */
  readonly inputs: Table;
  readonly target: Target;
  readonly weights: Float64Array | null;
}

export const takeRows = (from: LabelledRows, rows: RowSet): LabelledRows => ({
  inputs: gather(from.inputs, rows),
  target: gatherTarget(from.target, rows),
  weights: from.weights && Float64Array.from(rows, (row) => from.weights![row]!)
});

/** The same rows after the recipe. */
export const prepared = (rows: LabelledRows, features: Table): TrainingData => ({ features, target: rows.target, weights: rows.weights });
