import { isLatheError } from '../../core/errors/lathe-error.ts';
import { foldsFor, type Divided } from '../../core/folds-for.ts';
import type { CvSpec } from '../../core/split.ts';
import { makeFolds } from '../../stages/split/make-folds.ts';
import type { Folds } from '../../stages/split/split-type.ts';
import type { Experiment } from '../experiment/load-experiment.ts';
import type { CurrentSplit } from '../splitting/current-split.ts';
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

/** The division as it says what its folds are. */
export const dividedAs = ({ spec, parts }: Pick<CurrentSplit, 'spec' | 'parts'>): Divided => ({
  ...spec,
  rows: { train: parts.train.length, validation: parts.validation.length, test: parts.test.length }
});

/**
 * The folds that ask the same question as the division, whatever the run is judged by: what goes into a package may depend on the division alone.
 * Where there are fewer groups or moments than folds, there are as many folds as can be.
 * @throws LatheError `too-few-rows` or `too-few-groups` when there can't be two
 */
export function foldsAsDivided(
  plan: RunPlan,
  experiment: Experiment,
  split: Pick<CurrentSplit, 'spec' | 'parts'>
): Folds & { readonly cv: CvSpec } {
  const wanted = foldsFor(dividedAs(split), plan.scoring.task);
  if (wanted.folds === undefined) return { cv: wanted, ...foldsWithinTraining(plan, experiment, wanted) };
  for (let folds = wanted.folds; ; folds--) {
    const cv = { ...wanted, folds };
    try {
      return { cv, ...foldsWithinTraining(plan, experiment, cv) };
    } catch (error) {
      if (folds <= 2 || !isLatheError(error) || error.code !== 'too-few-groups') throw error;
    }
  }
}
