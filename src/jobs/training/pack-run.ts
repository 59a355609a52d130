import { hashOf } from '../../core/hash.ts';
import type { ModelPackage } from '../../predict/package-type.ts';
import { splitConformalHalfWidth } from '../../stages/evaluate/conformal.ts';
import { buildPackage } from '../../stages/package/build-package.ts';
import { takeRows, type LabelledRows } from '../experiment/labelled-rows.ts';
import type { TrainingServices } from '../services.ts';
import type { RunRequest } from './run-request.ts';
import type { FittedPlan } from './fit-plan.ts';
import type { RunPlan } from './plan-run.ts';
import { scoreFit } from './score-fit.ts';

export interface Packing {
  readonly fit: FittedPlan;
  readonly calibration: ModelPackage['calibration'];
  readonly training: LabelledRows;
  readonly request: RunRequest;
  readonly services: TrainingServices;
}

/** The package of a run. Its reference of answers and its intervals come from the validation rows, which the model has not learned from. */
export async function packRun(plan: RunPlan, { fit, calibration, training, request, services }: Packing): Promise<ModelPackage> {
  const hasValidation = plan.parts.validation.length > 0;
  const heldOut = hasValidation ? takeRows(plan.rows, plan.parts.validation) : training;
  return buildPackage({
    features: plan.scoring.columns,
    training: training.inputs,
    heldOut: heldOut.inputs,
    target: plan.scoring.target,
    recipe: fit.recipe,
    model: { id: plan.model.id, label: plan.model.label, params: plan.params, state: fit.state },
    calibration,
    threshold: plan.scoring.threshold,
    uncertainty: hasValidation ? uncertaintyOf(plan, fit, heldOut) : null,
    provenance: {
      datasetHash: request.experiment.dataset.hash,
      splitHash: request.split.hash,
      recipeHash: await hashOf(plan.steps as never),
      seed: plan.seed,
      trainRows: training.inputs.rows,
      latheVersion: services.version
    }
  });
}

/** Regression only: how far off the model is on rows it has not seen. Infinite widths (too few rows) are not given at all. */
function uncertaintyOf(plan: RunPlan, fit: FittedPlan, heldOut: LabelledRows): ModelPackage['uncertainty'] {
  const outcome = scoreFit(plan, fit, heldOut, plan.scoring);
  if (outcome.kind !== 'numbers') return null;
  const residuals = outcome.actual.map((actual, row) => actual - outcome.predicted[row]!);
  const halfWidth = splitConformalHalfWidth(residuals);
  return Number.isFinite(halfWidth) ? { method: 'split conformal', halfWidth, n: residuals.length } : null;
}
