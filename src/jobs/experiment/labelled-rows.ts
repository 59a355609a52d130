import { gatherKinship, joinKinships, type Kinship } from '../../core/kinship.ts';
import { basesOf } from '../../core/made-rows.ts';
import type { TrainingData } from '../../core/model.ts';
import type { RowSet, Table } from '../../core/table.ts';
import { viewRows } from '../../core/table-view.ts';
import { gatherTarget, type Target } from '../../core/target.ts';
import type { FittedRecipe } from '../../stages/prepare/fit-recipe.ts';

/** Raw rows with their answers: what a recipe and a model are fitted on, or judged on. */
export interface LabelledRows {
  /** The feature columns as they were imported. */
  readonly inputs: Table;
  readonly target: Target;
  readonly weights: Float64Array | null;
  /** How the rows belong together, where the division says so. */
  readonly kinship?: Kinship;
}

/** The rows as a view: see `viewRows`. */
export const takeRows = (from: LabelledRows, rows: RowSet): LabelledRows => ({
  inputs: viewRows(from.inputs, rows),
  target: gatherTarget(from.target, rows),
  weights: from.weights && Float64Array.from(rows, (row) => from.weights![row]!),
  ...(from.kinship ? { kinship: gatherKinship(from.kinship, rows) } : {})
});

/** The rows after the recipe. A row it made up belongs where its base belongs. */
export function prepared(rows: LabelledRows, after: Pick<FittedRecipe, 'table' | 'target' | 'weights' | 'made'>): TrainingData {
  const { table: features, weights, made } = after;
  const { kinship } = rows;
  return {
    features,
    target: after.target ?? rows.target,
    weights,
    ...(kinship ? { kinship: made ? joinKinships([kinship, gatherKinship(kinship, basesOf(made))]) : kinship } : {}),
    ...(made ? { made } : {})
  };
}
