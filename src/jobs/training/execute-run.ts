import { partOf } from '../../core/context.ts';
import { SYNTHETIC_ROWS } from '../../core/synthesis.ts';
import { easierFolds } from '../../core/folds-for.ts';
import type { BackendId } from '../../core/model.ts';
import type { CvSpec } from '../../core/split.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import { groupsInFolds } from '../splitting/contamination.ts';
import type { TrainingServices } from '../services.ts';
import { keptApart } from './cross-validate.ts';
import { crossValidateRun } from './cross-validate-run.ts';
import type { FitOutside } from './fit-plan.ts';
import { scoreFolds, type FoldScores } from './fold-scores.ts';
import { foldsWithinTraining } from './folds-within-training.ts';
import type { KeptWork } from './kept-work.ts';
import type { Crossed } from './leave-out.ts';
import { judgeValidation, keepPackage } from './keep-package.ts';
import { makePackage } from './make-package.ts';
import { MemoryMeter } from './memory-meter.ts';
import type { RunPlan } from './plan-run.ts';
import { needsFits } from './limits-of-fit.ts';
import { keepOutOfFold } from './out-of-fold.ts';
import type { RunRequest, TrainContext } from './run-request.ts';

export type RunResult = Pick<
  RunRecord,
  'backend' | 'modelHash' | 'sizeBytes' | 'peakBytes' | 'msPerRow' | 'metrics' | 'folds' | 'curve' | 'notes'
>;

/** Cross-validates, calibrates, fits, packs, reads back and judges one planned run. What is kept already is not done again. */
export async function executeRun(
  plan: RunPlan,
  request: RunRequest,
  services: TrainingServices,
  context: TrainContext,
  kept: KeptWork
): Promise<RunResult> {
  const { cv, experiment } = request;
  const memory = new MemoryMeter(experiment.rows.inputs);
  const outside: FitOutside = {
    ...context,
    kept,
    ...{ memory, keepsFits: needsFits(plan, request) },
    threads: services.threads ?? null,
    openEngine: (needs) => services.openEngine(needs, request.backend as BackendId | 'auto')
  };
  const crossing = cv ? CROSSING : 0;
  const crossed = cv && (await crossScore(plan, cv, request, services, partOf(outside, 0, crossing)));
  const { pkg, fit, notes } = await makePackage(plan, request, crossed, services, partOf(outside, crossing, FITTED));
  const { hash, sizeBytes, readBack, msPerRow } = await keepPackage(experiment.project.id, pkg, services);
  const validation = await judgeValidation(plan, request, readBack, partOf(context, FITTED, 1));
  return {
    backend: fit.backend,
    modelHash: hash,
    sizeBytes,
    peakBytes: memory.peakBytes,
    msPerRow,
    metrics: { ...(validation ? { validation } : {}), ...(crossed ? { cv: crossed.scores.cv } : {}) },
    folds: crossed?.scores.folds ?? null,
    curve: fit.curve,
    notes: [
      ...(experiment.dataset.synthetic ? [SYNTHETIC_ROWS] : []),
      ...request.split.notes,
      ...plan.notes.map((told) => told.message),
      ...(crossed?.notes ?? []),
      ...[...notes, ...fit.notes].map((told) => told.message)
    ]
  };
}

/** How far along the bar the cross-validation ends, and the fit. */
const CROSSING = 0.75;
const FITTED = 0.95;

interface CrossScored extends Crossed {
  readonly scores: FoldScores;
  readonly notes: readonly string[];
}

async function crossScore(
  plan: RunPlan,
  cv: CvSpec,
  request: RunRequest,
  services: TrainingServices,
  outside: FitOutside
): Promise<CrossScored> {
  const { folds, notes } = foldsWithinTraining(plan, request.experiment, cv);
  const easier = easierFolds(request.split.spec, cv);
  const told = [...notes, ...easier, ...(easier.length > 0 ? [] : groupsInFolds(request.experiment, plan.parts, cv, folds))];
  const judged = await crossValidateRun(plan, folds, request, keptApart(outside, 'folds'));
  await keepOutOfFold(request, judged, services);
  const scores = await scoreFolds(judged, plan.seed, partOf(outside, 1, 1));
  return { cv, judged, scores, notes: told.map(({ message }) => message) };
}
