import { partOf } from '../../core/context.ts';
import { isLatheError } from '../../core/errors/lathe-error.ts';
import type { ClassOutcome } from '../../core/outcome.ts';
import type { Fold } from '../../core/split.ts';
import { gatherColumn, withColumns, type RowSet, type Table } from '../../core/table.ts';
import { compileCalibration } from '../../predict/calibration.ts';
import type { Calls } from '../../predict/calls-type.ts';
import { compileCalls } from '../../predict/calls.ts';
import type { ModelPackage } from '../../predict/package-type.ts';
import { takeRows } from '../experiment/labelled-rows.ts';
import { calibrateFit } from './calibrate-fit.ts';
import { crossValidate, type FoldOutcome, judgeFold, keptApart, overFolds } from './cross-validate.ts';
import { callsOf } from './fair-calls.ts';
import type { FairPlan } from './fair-plan.ts';
import { fitAsPlanned } from './fit-as-planned.ts';
import type { FitOutside } from './fit-plan.ts';
import { foldsAsDivided } from './folds-within-training.ts';
import { CANT_BE_LEFT_OUT, type LeftOut } from './leave-out.ts';
import type { RunPlan } from './plan-run.ts';
import type { RunRequest } from './run-request.ts';
import type { CurrentSplit } from '../splitting/current-split.ts';
import { scoreFit } from './score-fit.ts';

/** How what is made of models is found within a fold. */
export interface AskedOfFolds extends Pick<RunRequest, 'calibrate' | 'experiment'> {
  readonly split: Pick<CurrentSplit, 'spec' | 'parts'>;
}

type FairRun = RunPlan & { readonly fairly: FairPlan };

/**
 * Judges a run over folds as its package would answer: what brings groups together (weights, a mixture of models, a threshold for each group) is found anew from the
 * rows that each fold learns from.
 * @throws what `crossValidate` throws
 */
export function crossValidateRun(plan: RunPlan, folds: readonly Fold[], asked: AskedOfFolds, outside: FitOutside): Promise<FoldOutcome[]> {
  const { fairly } = plan;
  if (!fairly || fairly.way === 'reweighing') return crossValidate(plan, folds, plan.rows, plan.scoring, outside);
  const run = { ...plan, fairly };
  return overFolds(folds, outside, (fold, own) =>
    fairly.way === 'reductions' ? judgeMixture(run, fold, own) : judgeByGroups(run, fold, asked, own)
  );
}

type Judged = Omit<FoldOutcome, 'fold'>;

async function judgeMixture(plan: FairRun, fold: Fold, outside: FitOutside): Promise<Judged> {
  const { fit, modelId } = await fitAsPlanned(plan, fold.train, outside);
  const mixture = { ...plan, model: { ...plan.model, id: modelId! } };
  const scoring = { ...plan.scoring, calls: { kind: 'drawn' as const } };
  return { outcome: await scoreFit(mixture, fit, takeRows(plan.rows, fold.validation), scoring, outside) };
}

/** The share of a fold's work that thresholds take: as many folds within it as the division has. */
const WITHIN = 5 / 6;

/** The probabilities are the model's as it says them, before calibration: from these the package's own thresholds are set. */
async function judgeByGroups(plan: FairRun, fold: Fold, asked: AskedOfFolds, outside: FitOutside): Promise<Judged> {
  const inner = innerFolds(plan, fold, asked);
  const quietly = { ...keptApart(partOf(outside, 0, WITHIN), 'within'), keepsFits: false };
  const judged = inner && (await crossValidate(plan, inner, plan.rows, plan.scoring, quietly));
  const own = await judgeFold(plan, fold, plan.rows, plan.scoring, partOf(outside, WITHIN, 1));
  if (!judged || own.outcome.kind !== 'classes') return own;
  const leftOut: LeftOut = { judged, folds: judged.length };
  const calibration = calibrateFit(asked.calibrate, leftOut);
  const calls = callsOf(plan, leftOut, calibration);
  return calls ? { ...own, outcome: calledBy(calls, plan, fold.validation, own.outcome, calibration) } : own;
}

/** Null where what a fold learns from is too little to leave rows out of. */
function innerFolds(plan: RunPlan, { train }: Fold, { experiment, split }: AskedOfFolds): readonly Fold[] | null {
  try {
    return foldsAsDivided({ ...plan, parts: { ...plan.parts, train } }, experiment, split).folds;
  } catch (error) {
    if (!isLatheError(error) || !CANT_BE_LEFT_OUT.includes(error.code)) throw error;
    return null;
  }
}

/** The same probabilities, called as the package calls them: by the calibrated ones. */
function calledBy(
  calls: Calls,
  plan: FairRun,
  rows: RowSet,
  outcome: ClassOutcome,
  calibration: ModelPackage['calibration']
): ClassOutcome {
  const chances = outcome.probabilities.slice();
  compileCalibration(calibration, 2)(chances);
  const positive = plan.scoring.positive!;
  const call = compileCalls(calls)(withGroups(plan, rows));
  const isCalled = (row: number) => {
    const chance = chances[2 * row + positive]!;
    return call(row, chance, chance >= (plan.scoring.threshold ?? 0.5));
  };
  return { ...outcome, predicted: outcome.predicted.map((_, row) => (isCalled(row) ? positive : 1 - positive)) };
}

/** The groups as they are, whatever a study tells the model of them. */
const withGroups = (plan: FairRun, rows: RowSet): Table =>
  withColumns(takeRows(plan.rows, rows).inputs, [gatherColumn(plan.fairly.column, rows)]);
