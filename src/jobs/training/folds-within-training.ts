import type { CvSpec } from '../../core/split.ts';
import { makeFolds } from '../../stages/split/make-folds.ts';
import type { Folds } from '../../stages/split/split-type.ts';
import type { Experiment } from '../experiment/load-experiment.ts';
import type { RunPlan } from './plan-run.ts';

/** The one division into folds that all runs share; experiments may ask for another. */
const FOLD_SEED = 0;

/**
 * Folds over the training part alone: validation and test rows take no part in a cross-validation, so that choosing a model by its
 * cross-validated score leaves both of them untouched. All runs of a project with the same spec get the same folds.
 */
export function foldsWithinTraining(plan: RunPlan, { table, dataset }: Experiment, cv: CvSpec, seed = FOLD_SEED): Folds {
  return makeFolds(table, cv, { target: plan.rows.target, rows: plan.parts.train, schema: dataset.columns }, seed);
}
