import type { WorkContext } from '../../core/context.ts';
import { hashOf } from '../../core/hash.ts';
import type { Limits } from '../../predict/limits-type.ts';
import type { ModelPackage } from '../../predict/package-type.ts';
import { endPackage, startPackage } from '../../stages/package/build-package.ts';
import { takeRows, type LabelledRows } from '../experiment/labelled-rows.ts';
import { openScorer } from '../scoring/open-scorer.ts';
import { scoreInPieces } from '../scoring/score-in-pieces.ts';
import type { TrainingServices } from '../services.ts';
import type { RunRequest } from './run-request.ts';
import type { FittedPlan } from './fit-plan.ts';
import type { RunPlan } from './plan-run.ts';

export interface Packing {
  readonly fit: FittedPlan;
  readonly calibration: ModelPackage['calibration'];
  readonly uncertainty: ModelPackage['uncertainty'];
  readonly limits?: Limits | null;
  readonly training: LabelledRows;
  readonly request: RunRequest;
  readonly services: TrainingServices;
}

/** The package of a run. Its reference of answers comes from the validation rows, which the model has not learned from. */
export async function packRun(
  plan: RunPlan,
  { fit, calibration, uncertainty, limits, training, request, services }: Packing,
  context: WorkContext
): Promise<ModelPackage> {
  const heldOut = plan.parts.validation.length > 0 ? takeRows(plan.rows, plan.parts.validation) : training;
  const started = startPackage({
    features: plan.scoring.columns,
    training: training.inputs,
    target: plan.scoring.target,
    recipe: fit.recipe,
    model: { id: plan.model.id, label: plan.model.label, params: plan.params, state: fit.state },
    calibration,
    threshold: plan.scoring.threshold,
    ...(plan.decision ? { decision: plan.decision } : {}),
    uncertainty,
    ...(limits ? { limits } : {}),
    provenance: {
      datasetHash: request.experiment.dataset.hash,
      splitHash: request.split.hash,
      recipeHash: await hashOf(plan.steps as never),
      seed: plan.seed,
      trainRows: training.inputs.rows,
      latheVersion: services.version,
      ...(request.experiment.dataset.synthetic ? { synthetic: true } : {})
    }
  });
  const scores = await scoreInPieces(await openScorer(started), heldOut.inputs, context);
  return endPackage(started, training.inputs, scores);
}
