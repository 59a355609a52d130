import { partOf } from '../../core/context.ts';
import type { BackendId } from '../../core/model.ts';
import type { Plain, PlainRecord } from '../../core/plain.ts';
import { paramOutOfRange } from '../../core/errors/anywhere.ts';
import type { CvSpec, Fold } from '../../core/split.ts';
import { mean } from '../../core/stats.ts';
import { loadExperiment, type Experiment } from '../experiment/load-experiment.ts';
import { takeRows } from '../experiment/labelled-rows.ts';
import { modelTypes } from '../model-types.ts';
import type { TrainingServices } from '../services.ts';
import { lookAtSplit } from '../splitting/look-at-split.ts';
import { crossValidate } from './cross-validate.ts';
import { fitPlan, type FitOutside } from './fit-plan.ts';
import { scoreFolds } from './fold-scores.ts';
import { foldsWithinTraining } from './folds-within-training.ts';
import { planRun, type RunPlan } from './plan-run.ts';
import { thinFolds } from '../../stages/split/thin-folds.ts';
import type { TrainContext } from './run-request.ts';

export interface TrialJob {
  readonly projectId: string;
  readonly model: string;
  readonly params: PlainRecord;
  readonly seed: number;
  /** Null = one fit on the training part, for its curve. */
  readonly cv: CvSpec | null;
  /** Which division into folds; runs of a project always use 0. */
  readonly foldSeed: number;
  /** Of the rows of each fold to learn from, above 0 to 1; all are judged. */
  readonly share?: number;
  /** An outer fold that takes no part; without `cv` the fit is judged on it. */
  readonly outer?: { readonly cv: CvSpec; readonly fold: number };
}

/**
 * An experiment for learning from, on the training part alone: fitted and judged like a run, but neither recorded nor packaged, so that it can't
 * be taken for a candidate.
 */
export async function tryTraining(job: TrialJob, services: TrainingServices, context: TrainContext): Promise<Plain> {
  const experiment = await loadExperiment(services.storage, job.projectId);
  const { parts, spec: split } = await lookAtSplit(services, experiment);
  const asked = { ...job, split, model: modelTypes.get(job.model), randomLabels: false };
  const whole = planRun(experiment, parts, asked);
  const outer = job.outer ? leftOut(whole, experiment, job.outer) : null;
  const plan = outer ? planRun(experiment, { ...parts, train: outer.fold.train }, asked) : whole;
  const outside: FitOutside = {
    ...context,
    threads: services.threads ?? null,
    openEngine: (needs) => services.openEngine(needs, 'auto' as BackendId | 'auto')
  };
  const began = services.clock();
  if (!job.cv && !outer) {
    const fit = await fitPlan(plan, takeRows(plan.rows, parts.train), outside);
    return { metrics: {}, folds: [], curve: fit.curve.map((point) => ({ ...point })), fitMs: services.clock() - began };
  }
  const all = job.cv ? foldsWithinTraining(plan, experiment, job.cv, job.foldSeed).folds : [outer!.fold];
  const folds = thinFolds(all, plan.rows.target, job.share ?? 1, job.seed);
  const judged = await crossValidate(plan, folds, plan.rows, plan.scoring, { ...outside, ...partOf(outside, 0, 1) });
  const scores = await scoreFolds(judged, plan.seed, partOf(outside, 1, 1));
  const told = {
    metrics: scores.cv,
    folds: scores.folds,
    curve: [],
    fitMs: services.clock() - began,
    rows: sizesOf(folds),
    ...(outer ? { outerFolds: outer.count } : {})
  };
  return told as unknown as Plain;
}

/** An outer fold of the training part, and how many there are. @throws LatheError `param-out-of-range` */
function leftOut(plan: RunPlan, experiment: Experiment, { cv, fold }: NonNullable<TrialJob['outer']>) {
  const { folds } = foldsWithinTraining(plan, experiment, cv);
  const own = folds[fold];
  if (!own) throw paramOutOfRange('trial', 'outer.fold', `a whole number from 0 to ${folds.length - 1}`, fold);
  return { fold: own, count: folds.length };
}

const sizesOf = (folds: readonly Fold[]) => ({
  train: mean(folds.map(({ train }) => train.length)),
  validation: mean(folds.map(({ validation }) => validation.length))
});
