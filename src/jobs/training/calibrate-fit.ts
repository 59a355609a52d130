import type { ModelPackage } from '../../predict/package-type.ts';
import { fitIsotonic, fitPlatt } from '../../stages/train/calibrate.ts';
import { joinOutcomes } from '../experiment/outcome-of.ts';
import { crossValidate } from './cross-validate.ts';
import type { FitOutside } from './fit-plan.ts';
import { foldsWithinTraining } from './folds-within-training.ts';
import type { RunPlan } from './plan-run.ts';
import type { Experiment } from '../experiment/load-experiment.ts';

const FOLDS = 5;

/**
 * Learns how far a model's probabilities can be believed, from training rows that each fold's model had not seen.
 * @returns null when no calibration is wanted, or there are no classes
 */
export async function calibrateFit(
  kind: 'none' | 'platt' | 'isotonic',
  plan: RunPlan,
  experiment: Experiment,
  outside: FitOutside
): Promise<ModelPackage['calibration']> {
  const { target } = plan.rows;
  if (kind === 'none' || target.kind !== 'classes') return null;
  const { folds } = foldsWithinTraining(plan, experiment, { kind: 'stratified', folds: FOLDS });
  const judged = await crossValidate(plan, folds, plan.rows, { ...plan.scoring, threshold: null }, outside);
  const outcome = joinOutcomes(judged.map((fold) => fold.outcome));
  if (outcome.kind !== 'classes') return null;
  const fit = kind === 'platt' ? fitPlatt : fitIsotonic;
  return { kind, state: fit(outcome.probabilities, { ...target, codes: outcome.actual }, outcome.weights) };
}
