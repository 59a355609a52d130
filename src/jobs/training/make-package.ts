import { partOf } from '../../core/context.ts';
import { isLatheError } from '../../core/errors/lathe-error.ts';
import { note, type Note } from '../../core/note.ts';
import type { ModelPackage } from '../../predict/package-type.ts';
import { FEWEST_RESIDUALS } from '../../stages/evaluate/conformal.ts';
import { rowSteps } from '../../stages/prepare/rows/registry.ts';
import { takeRows } from '../experiment/labelled-rows.ts';
import type { TrainingServices } from '../services.ts';
import { calibrateFit } from './calibrate-fit.ts';
import { keptApart } from './cross-validate.ts';
import { callsOf } from './fair-calls.ts';
import { fitAsPlanned } from './fit-as-planned.ts';
import type { FitOutside, FittedPlan } from './fit-plan.ts';
import { ENOUGH_RESIDUALS, intervalOfFit } from './interval-of-fit.ts';
import { CANT_BE_LEFT_OUT, leaveOut, type Crossed, type LeftOut } from './leave-out.ts';
import { asksModels, limitsChoice } from '../../core/limits-choice.ts';
import { limitsOfFit, needsFits } from './limits-of-fit.ts';
import { packRun } from './pack-run.ts';
import type { RunPlan } from './plan-run.ts';
import type { RunRequest } from './run-request.ts';

export interface MadePackage {
  readonly pkg: ModelPackage;
  readonly fit: FittedPlan;
  readonly notes: readonly Note[];
}

interface HeldBack {
  readonly calibration: ModelPackage['calibration'];
  readonly uncertainty: ModelPackage['uncertainty'];
  /** What models that had not seen them say of training rows; null where it is not needed, or can't be had. */
  readonly leftOut: LeftOut | null;
  readonly notes: readonly Note[];
}

const NOTHING: HeldBack = { calibration: null, uncertainty: null, leftOut: null, notes: [] };

/** The share of the work that leaving rows out takes, when it is done here. */
const LEAVING_OUT = 5 / 6;

/**
 * Fits a planned run and packs it: the one way to a package, whether a run is trained or run again. It follows from data, division, recipe,
 * parameters and seed; a cross-validation that was there already saves work and changes nothing.
 */
export async function makePackage(
  plan: RunPlan,
  request: RunRequest,
  crossed: Crossed | null,
  services: TrainingServices,
  outside: FitOutside
): Promise<MadePackage> {
  const share = needsLeavingOut(plan, request) && !crossed ? LEAVING_OUT : 0;
  const held = await heldBack(plan, request, crossed, { ...partOf(outside, 0, share), keepsFits: needsFits(plan, request) });
  const training = takeRows(plan.rows, plan.parts.train);
  const { fit, ...model } = await fitAsPlanned(plan, plan.parts.train, keptApart(partOf(outside, share, 1), 'last'));
  const { calibration, uncertainty, leftOut } = held;
  const calls = callsOf(plan, leftOut, calibration);
  const fitted = { leftOut, calibration, fit, training };
  const limits = leftOut && (await limitsOfFit(plan, request, { ...fitted, leftOut }, partOf(outside, share, 1)));
  const pkg = await packRun(
    plan,
    { fit, ...model, ...(calls ? { calls } : {}), calibration, uncertainty, limits, training, request, services },
    outside
  );
  return { pkg, fit, notes: [...held.notes, ...aboutMadeRows(plan, calibration !== null), ...aboutFairness(plan, calls)] };
}

/** What a person who looks at a fair run has to know of its answers. */
function aboutFairness({ fairly }: RunPlan, calls: ModelPackage['calls']): readonly Note[] {
  if (!fairly || fairly.way === 'reweighing') return [];
  if (!calls)
    return [
      note('no-group-thresholds', 'A group lacks rows of both answers among those left out of folds, so all are called by one threshold.')
    ];
  const drawn = 'What is left to chance is drawn from the values of the row: equal rows get equal answers, here and in every export.';
  return [
    calls.kind === 'drawn'
      ? note('drawn-answers', `Its probability is the share of its models that call a row, and by that chance the row is called. ${drawn}`)
      : note(
          'group-rules',
          `Every row has to come with its ${fairly.sensitive}; one of no known group is called by the threshold of all. ${drawn}`
        )
  ];
}

/** Rows made up of the rarer classes make a model believe that these are more frequent than they are. */
function aboutMadeRows({ steps }: RunPlan, isCalibrated: boolean): readonly Note[] {
  if (!steps.some(({ kind }) => rowSteps.find(kind))) return [];
  return isCalibrated
    ? [
        note(
          'made-rows-calibrated',
          'Rows made up of the rarer classes raised their chances; the calibration, learned from real rows left out of folds, takes that back.'
        )
      ]
    : [
        note(
          'made-rows-uncalibrated',
          'Its probabilities are not chances: rows made up of the rarer classes raise them. Train with calibration, or use only the order of the scores.'
        )
      ];
}

/** An order has no width to be off by. */
const needsLeavingOut = ({ scoring, fairly }: RunPlan, { calibrate, limits }: RunRequest) =>
  fairly?.way === 'group-thresholds' ||
  (scoring.task === 'regression' && !scoring.target.orders) ||
  calibrate !== 'none' ||
  limitsChoice(limits) !== null;

/** What rows left out of folds say beside the model: how far to believe its probabilities, or how wide its intervals are. */
async function heldBack(plan: RunPlan, request: RunRequest, crossed: Crossed | null, outside: FitOutside): Promise<HeldBack> {
  if (!needsLeavingOut(plan, request)) return NOTHING;
  const rows = plan.parts.train.length;
  if (plan.scoring.task === 'classification') {
    const leftOut = await leaveOut(plan, request, crossed, rows, outside);
    return { ...NOTHING, calibration: calibrateFit(request.calibrate, leftOut), leftOut };
  }
  try {
    const leftOut =
      rows < FEWEST_RESIDUALS
        ? null
        : await leaveOut(plan, request, crossed, asksModels(request.limits) ? rows : ENOUGH_RESIDUALS, outside);
    const uncertainty = leftOut && !plan.scoring.target.orders ? intervalOfFit(leftOut) : null;
    return {
      ...NOTHING,
      uncertainty,
      leftOut,
      notes: uncertainty ? [] : [withoutInterval(`${FEWEST_RESIDUALS} rows left out of folds are needed.`)]
    };
  } catch (error) {
    if (!isLatheError(error) || !CANT_BE_LEFT_OUT.includes(error.code)) throw error;
    return { ...NOTHING, notes: [withoutInterval(error.message)] };
  }
}

const withoutInterval = (why: string): Note => note('no-interval', `Predictions come without an interval: ${why}`);
