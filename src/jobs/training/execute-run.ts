import { partOf } from '../../core/context.ts';
import type { BackendId } from '../../core/model.ts';
import type { Metric, Outcome } from '../../core/outcome.ts';
import type { CvSpec } from '../../core/split.ts';
import { decodePackage, encodePackage, packageHash } from '../../predict/package-file.ts';
import type { ModelPackage } from '../../predict/package-type.ts';
import { createScorer } from '../../predict/scorer.ts';
import { judge } from '../../stages/evaluate/judge.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import { takeRows } from '../experiment/labelled-rows.ts';
import { joinOutcomes, outcomeOf } from '../experiment/outcome-of.ts';
import type { TrainingServices } from '../services.ts';
import { calibrateFit } from './calibrate-fit.ts';
import { crossValidate } from './cross-validate.ts';
import { fitPlan, type FitOutside } from './fit-plan.ts';
import { scoreFolds, type FoldScores } from './fold-scores.ts';
import { foldsWithinTraining } from './folds-within-training.ts';
import { packRun } from './pack-run.ts';
import type { RunPlan } from './plan-run.ts';
import { keepOutOfFold } from './out-of-fold.ts';
import type { RunRequest, TrainContext } from './run-request.ts';

export type RunResult = Pick<RunRecord, 'backend' | 'modelHash' | 'sizeBytes' | 'metrics' | 'folds' | 'curve' | 'notes'>;

/** Cross-validates, calibrates, fits, packs, reads back and judges one planned run. */
export async function executeRun(
  plan: RunPlan,
  request: RunRequest,
  services: TrainingServices,
  context: TrainContext
): Promise<RunResult> {
  const { cv, calibrate, experiment } = request;
  const outside: FitOutside = { ...context, openEngine: (needs) => services.openEngine(needs, request.backend as BackendId | 'auto') };
  const shares = sharesOf(cv !== null, calibrate !== 'none');
  const crossed = cv && (await crossScore(plan, cv, request, services, { ...outside, ...partOf(outside, 0, shares.crossed) }));
  const calibration = await calibrateFit(calibrate, plan, experiment, {
    ...outside,
    ...partOf(outside, shares.crossed, shares.calibrated)
  });
  const training = takeRows(plan.rows, plan.parts.train);
  const fit = await fitPlan(plan, training, { ...outside, ...partOf(outside, shares.calibrated, shares.fitted) });
  const pkg = await packRun(plan, { fit, calibration, training, request, services });
  const { hash, sizeBytes, readBack } = await keepPackage(experiment.project.id, pkg, services);
  const validation = await judgeValidation(plan, readBack, crossed, partOf(context, shares.fitted, 1));
  return {
    backend: fit.backend,
    modelHash: hash,
    sizeBytes,
    metrics: { ...(validation ? { validation } : {}), ...(crossed ? { cv: crossed.scores.cv } : {}) },
    folds: crossed?.scores.folds ?? null,
    curve: fit.curve,
    notes: [
      ...request.split.notes,
      ...plan.notes.map((told) => told.message),
      ...(crossed?.notes ?? []),
      ...fit.notes.map((told) => told.message)
    ]
  };
}

/** How far along the bar each part of the work ends. */
function sharesOf(isCrossed: boolean, isCalibrated: boolean) {
  const [cross, calibrate, fit, judging] = [isCrossed ? 5 : 0, isCalibrated ? 5 : 0, 1, 0.3];
  const all = cross + calibrate + fit + judging;
  return { crossed: cross / all, calibrated: (cross + calibrate) / all, fitted: (cross + calibrate + fit) / all };
}

interface Crossed {
  readonly scores: FoldScores;
  readonly outcome: Outcome;
  readonly notes: readonly string[];
}

async function crossScore(
  plan: RunPlan,
  cv: CvSpec,
  request: RunRequest,
  services: TrainingServices,
  outside: FitOutside
): Promise<Crossed> {
  const { folds, notes } = foldsWithinTraining(plan, request.experiment, cv);
  const judged = await crossValidate(plan, folds, plan.rows, plan.scoring, outside);
  const outcome = joinOutcomes(judged.map((fold) => fold.outcome));
  await keepOutOfFold(request, outcome, services);
  return { scores: scoreFolds(judged), outcome, notes: notes.map((told) => told.message) };
}

/** Success is said only after the package was read back from storage and decoded. */
async function keepPackage(projectId: string, pkg: ModelPackage, { storage }: TrainingServices) {
  const bytes = encodePackage(pkg);
  const hash = await packageHash(bytes);
  await storage.packages.put(projectId, hash, bytes);
  const readBack = await decodePackage(await storage.packages.get(hash));
  return { hash, sizeBytes: bytes.length, readBack };
}

/** On the validation part; where there is none, on the rows each fold left out. */
async function judgeValidation(
  plan: RunPlan,
  pkg: ModelPackage,
  crossed: Crossed | null,
  context: TrainContext
): Promise<Record<string, Metric> | null> {
  if (plan.parts.validation.length === 0) return crossed ? judge(crossed.outcome, { seed: plan.seed, context }) : null;
  const rows = takeRows(plan.rows, plan.parts.validation);
  const outcome = outcomeOf(createScorer(pkg).scoreTable(rows.inputs), rows, plan.scoring.positive);
  return judge(outcome, { seed: plan.seed, context });
}
