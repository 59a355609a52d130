import { partOf, type WorkContext } from '../../core/context.ts';
import { exactPercent } from '../../core/words.ts';
import { paramOutOfRange } from '../../core/errors/anywhere.ts';
import { needsTwoClasses } from '../../core/errors/judging.ts';
import { reasonOf, type KeptThreshold } from '../../core/kept-threshold.ts';
import { gatherOutcome, type ClassOutcome, type Metric } from '../../core/outcome.ts';
import type { ModelPackage } from '../../predict/package-type.ts';
import { judge } from '../../stages/evaluate/judge.ts';
import { referencePrediction } from '../../stages/package/reference-columns.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import { asDivided } from '../experiment/kinship-of.ts';
import { takeRows } from '../experiment/labelled-rows.ts';
import { outcomeOf } from '../experiment/outcome-of.ts';
import { typeOfRun } from '../model-types.ts';
import { openScorer } from '../scoring/open-scorer.ts';
import { scoreInPieces } from '../scoring/score-in-pieces.ts';
import type { TrainingServices } from '../services.ts';
import { foldsWithinTraining } from '../training/folds-within-training.ts';
import { scoreFolds } from '../training/fold-scores.ts';
import { keepPackage } from '../training/keep-package.ts';
import { keepOutOfFold, readOutOfFold } from '../training/out-of-fold.ts';
import { planRun, type RunPlan } from '../training/plan-run.ts';
import { loadJudged, type JudgedRun } from './load-judged.ts';

export interface KeepThresholdJob {
  readonly runId: string;
  /** 0 to 1; null takes back what was kept, so that the costs decide again. */
  readonly threshold: number | null;
  /** What it is to reach, as it ends a sentence. */
  readonly goal?: string;
  readonly why: string;
  readonly by: string;
}

/**
 * Gives a run the threshold that a person chose, and its package with it: what is registered, exported and deployed from then on answers by it. Versions
 * registered before keep what they had. Who decided it, why and when stays with the run; its scores are measured anew.
 * @throws LatheError `needs-two-classes`, `param-out-of-range`, `run-not-done`
 */
export async function keepThreshold(job: KeepThresholdJob, services: TrainingServices, context: WorkContext): Promise<void> {
  if (job.threshold !== null && !(job.threshold > 0 && job.threshold <= 1))
    throw paramOutOfRange('keepThreshold', 'threshold', 'a probability above 0 and up to 1, or null to take it back', job.threshold);
  const judged = await loadJudged(services, job.runId);
  if (judged.positive === null) throw needsTwoClasses('A threshold', judged.scorer.pkg.target.labels?.length ?? 0);
  if (judged.scorer.pkg.calls)
    throw paramOutOfRange('keepThreshold', 'runId', 'a run that answers by one threshold, not by groups or a draw', judged.run.label);
  const kept = keptOf(job, judged, services.now());
  const thresholds = [...(judged.run.thresholds ?? []), kept];
  const plan = planRun(judged.experiment, judged.parts, {
    ...judged.run,
    thresholds,
    model: typeOfRun(judged.run.model),
    steps: judged.run.recipe
  });
  const pkg = await decidedAnew(judged, plan, partOf(context, 0, 0.3));
  const { hash, sizeBytes } = await keepPackage(judged.run.projectId, pkg.pkg, services);
  const crossed = await rejudgeFolds(judged, plan, services, partOf(context, 0.3, 0.6));
  const validation = pkg.held && (await judge(pkg.held, { seed: judged.run.seed, context: partOf(context, 0.6, 1) }));
  await services.storage.runs.update(job.runId, (run) => ({
    ...run,
    modelHash: hash,
    sizeBytes,
    thresholds: [...(run.thresholds ?? []), { ...kept, modelHash: hash }],
    metrics: { ...run.metrics, ...(validation ? { validation } : {}), ...(crossed ? { cv: crossed.cv } : {}) },
    ...(crossed ? { folds: crossed.folds } : {})
  }));
  await services.storage.audit.append(judged.run.projectId, kept.at, 'threshold-kept', sayKept(judged.run, kept, hash));
}

const keptOf = (
  { threshold, goal = 'a person wanted it so', why, by }: KeepThresholdJob,
  { parts, run }: JudgedRun,
  at: number
): KeptThreshold => ({
  threshold,
  ...{ goal, why, by, at },
  on: parts.validation.length > 0 ? 'validation' : 'cross-validation',
  modelHash: '',
  before: run.modelHash
});

function sayKept({ label, modelHash }: RunRecord, { threshold, goal, why, by }: KeptThreshold, hash: string): string {
  const what = threshold === null ? 'its threshold follows from the costs again' : `from ${exactPercent(threshold)} on, so that ${goal}`;
  return `${label}: ${what}; by ${by}, because ${why}; package ${modelHash.slice(0, 12)} became ${hash.slice(0, 12)}`;
}

/** The package with the threshold of the plan, as training it so would have packed it, and what it says of the validation rows. */
async function decidedAnew({ scorer, rows, parts, run, positive }: JudgedRun, plan: RunPlan, context: WorkContext) {
  const { decision: _decision, ...rest } = scorer.pkg;
  const changed: ModelPackage = {
    ...rest,
    threshold: plan.scoring.threshold,
    ...(plan.decision ? { decision: reasonOf(plan.decision) } : {})
  };
  const isHeld = parts.validation.length > 0;
  const asked = asDivided(takeRows(rows, isHeld ? parts.validation : parts.train), run.split);
  const scores = await scoreInPieces(await openScorer(changed), asked.inputs, context);
  const pkg: ModelPackage = { ...changed, reference: { ...rest.reference, prediction: referencePrediction(changed.target, scores) } };
  return { pkg, held: isHeld ? outcomeOf(scores, asked, positive) : null };
}

/** The scores over folds with the threshold of the plan; null for a run that was not cross-validated. */
async function rejudgeFolds(
  { run, experiment }: JudgedRun,
  plan: RunPlan,
  services: TrainingServices,
  context: WorkContext
): Promise<{ readonly cv: Readonly<Record<string, Metric>>; readonly folds: RunRecord['folds'] } | null> {
  const known = (await readOutOfFold(services.storage, run.id))?.outcome;
  if (!run.cv || known?.kind !== 'classes') return null;
  const outcome = calledFrom(known, plan.scoring.threshold);
  const { folds } = foldsWithinTraining(plan, experiment, run.cv);
  let at = 0;
  const judged = folds.map((fold) => {
    const from = at;
    at += fold.validation.length;
    return { fold, outcome: sliceOutcome(outcome, from, at) };
  });
  if (at !== outcome.actual.length) return null;
  await keepOutOfFold({ runId: run.id, experiment }, judged, services);
  return scoreFolds(judged, run.seed, context);
}

/** The same probabilities, called from another threshold on; null = the likelier class. */
function calledFrom(outcome: ClassOutcome, threshold: number | null): ClassOutcome {
  const { positive, probabilities, actual } = outcome;
  const predicted = Int32Array.from(actual, (_, row) => {
    if (threshold === null) return probabilities[2 * row]! >= probabilities[2 * row + 1]! ? 0 : 1;
    return probabilities[2 * row + positive!]! >= threshold ? positive! : 1 - positive!;
  });
  return { ...outcome, predicted };
}

const sliceOutcome = (outcome: ClassOutcome, from: number, to: number): ClassOutcome =>
  gatherOutcome(
    outcome,
    Array.from({ length: to - from }, (_, i) => from + i)
  );
