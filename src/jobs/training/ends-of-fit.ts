import { partOf } from '../../core/context.ts';
import type { IntervalKind } from '../../core/limits-choice.ts';
import { defaultsOf } from '../../core/params.ts';
import type { PlainRecord } from '../../core/plain.ts';
import type { NumberOutcome, Outcome } from '../../core/outcome.ts';
import type { Fold } from '../../core/split.ts';
import type { Ends } from '../../predict/limits-type.ts';
import type { ModelIn } from '../../predict/model-in.ts';
import { modelScorers } from '../../predict/model-registry.ts';
import { fitMargins, fitPlus, fitScale, sayMargins } from '../../stages/evaluate/limits/ends.ts';
import type { GroupedLimits } from '../../stages/evaluate/limits/group-rows.ts';
import { boosting } from '../../stages/train/models/boosting.ts';
import { takeRows, type LabelledRows } from '../experiment/labelled-rows.ts';
import { joinOutcomes } from '../experiment/outcome-of.ts';
import { crossValidate, keptApart } from './cross-validate.ts';
import { fitPlan, type FitOutside, type FitPlan, type FittedPlan } from './fit-plan.ts';
import type { LeftOut } from './leave-out.ts';
import type { RunPlan } from './plan-run.ts';
import type { RunRequest } from './run-request.ts';
import { scoreFit } from './score-fit.ts';

/** What the ends of intervals are learned from, beside the plan. */
interface EndsFrom {
  readonly leftOut: LeftOut;
  readonly training: LabelledRows;
  readonly grouped: GroupedLimits | null;
  readonly request: RunRequest;
}

/**
 * Ends that models beside the model say, moved by rows left out of folds until 95 of 100 lie within.
 * @returns null with too few rows
 * @throws what a fit throws
 */
export function endsOfFit(
  kind: Exclude<IntervalKind, 'stretches'>,
  plan: RunPlan,
  from: EndsFrom,
  outside: FitOutside
): Promise<Ends | null> {
  const alone = { ...outside, keepsFits: false, onCurve: () => undefined };
  switch (kind) {
    case 'plus':
      return Promise.resolve(plusOf(plan, from));
    case 'quantiles':
      return modelScorers.find(plan.model.id)?.atQuantile ? ownQuantilesOf(plan, from, alone) : quantilesOf(plan, from, alone);
    case 'scaled':
      return scaledOf(plan, from, alone);
  }
}

function plusOf(plan: RunPlan, { leftOut, grouped }: EndsFrom): Ends | null {
  const fitted = fitPlus(leftOut.judged.map(({ outcome }) => numbersOf(outcome)), grouped); // prettier-ignore
  return fitted && { kind: 'plus', ...fitted, members: leftOut.judged.map(({ fit }) => memberOf(plan, fit!)) };
}

/** Half of what the interval leaves out lies on each side. */
const SIDES = [0.025, 0.975] as const;

async function quantilesOf(plan: RunPlan, { leftOut, training, grouped }: EndsFrom, outside: FitOutside): Promise<Ends | null> {
  const folds = leftOut.judged.map(({ fold }) => fold);
  const outcomes: NumberOutcome[] = [];
  const members: ModelIn[] = [];
  for (const [i, quantile] of SIDES.entries()) {
    const own = beside(plan, { loss: 'quantile', quantile });
    const part = keptApart(partOf(outside, i / 2, (i + 1) / 2), `quantile-${i}`);
    outcomes.push(numbersOf(joinOutcomes((await crossValidate(own, folds, plan.rows, plan.scoring, part)).map(({ outcome }) => outcome))));
    members.push(memberOf(own, await fitPlan(own, training, keptApart(part, 'last'))));
  }
  const fitted = fitMargins(outcomes[0]!, outcomes[1]!, grouped);
  return fitted && { kind: 'quantiles', ...fitted, members };
}

/** Of a model that knows how answers are spread: nothing more is learned, the models of the folds are asked for the ends too. */
async function ownQuantilesOf(plan: RunPlan, { leftOut, grouped }: EndsFrom, outside: FitOutside): Promise<Ends | null> {
  const { atQuantile } = modelScorers.get(plan.model.id);
  const outcomeAt = async (quantile: number) => {
    const outcomes: Outcome[] = [];
    for (const { fold, fit } of leftOut.judged) {
      const asked = { ...fit!, state: atQuantile!(fit!.state, quantile) };
      outcomes.push(await scoreFit(plan, asked, takeRows(plan.rows, fold.validation), plan.scoring, outside));
    }
    return numbersOf(joinOutcomes(outcomes));
  };
  const fitted = fitMargins(await outcomeAt(SIDES[0]), await outcomeAt(SIDES[1]), grouped);
  return fitted && { kind: 'quantiles', ...fitted, method: sayMargins('the model’s own quantiles', grouped), members: [], own: SIDES };
}

async function scaledOf(plan: RunPlan, { leftOut, grouped, request }: EndsFrom, outside: FitOutside): Promise<Ends | null> {
  const folds = leftOut.judged.map(({ fold }) => fold);
  const isByTime = request.split.spec.kind === 'time';
  const own = beside(plan, { loss: 'absolute_error' });
  const sized = { ...plan.rows, target: { ...plan.rows.target, kind: 'numbers' as const, values: missesByRow(plan, leftOut) } };
  const among = foldsAmong(folds, isByTime);
  const judged = among.length === 0 ? [] : await crossValidate(own, among, sized, plan.scoring, keptApart(outside, 'scale'));
  if (judged.length === 0) return null;
  const skipped = folds.slice(0, folds.length - among.length).reduce((sum, { validation }) => sum + validation.length, 0);
  const beyond = grouped && { ...grouped, placeOf: grouped.placeOf.subarray(skipped) };
  const fitted = fitScale(numbersOf(joinOutcomes(judged.map(({ outcome }) => outcome))), beyond);
  if (!fitted) return null;
  const last = await fitPlan(own, takeRows(sized, ascending(folds)), keptApart(outside, 'scale-last'));
  return { kind: 'scaled', ...fitted, members: [memberOf(own, last)] };
}

/** How far each row left out was missed, at its place among all rows. */
function missesByRow(plan: RunPlan, { judged }: LeftOut): Float64Array {
  const misses = new Float64Array(plan.rows.inputs.rows).fill(NaN);
  for (const { fold, outcome } of judged) {
    const { actual, predicted } = numbersOf(outcome);
    fold.validation.forEach((row, i) => (misses[row] = Math.abs(actual[i]! - predicted[i]!)));
  }
  return misses;
}

/** The rows of each fold, to be told by those of the others; by time by those of the earlier ones, so that the first is told by none. */
function foldsAmong(folds: readonly Fold[], isByTime: boolean): Fold[] {
  if (folds.length < 2) return [];
  return folds.flatMap(({ validation }, at) => {
    const others = folds.filter((_, other) => (isByTime ? other < at : other !== at));
    return others.length === 0 ? [] : [{ train: ascending(others), validation }];
  });
}

const ascending = (folds: readonly Fold[]): Uint32Array => Uint32Array.from(folds.flatMap(({ validation }) => [...validation])).sort();

/** Small trees: what is learned here is how wide an interval is, from rows of which few lie at its ends. */
const SMALL = { maxLeafNodes: 8, maxIter: 100 };

/** The same rows and steps, for boosted trees that say something else of them. */
const beside = (plan: RunPlan, params: PlainRecord): FitPlan => ({
  model: boosting,
  params: { ...(defaultsOf(boosting.params) as PlainRecord), ...SMALL, ...params },
  steps: plan.steps,
  seed: plan.seed
});

const memberOf = ({ model, params }: FitPlan, { recipe, state }: FittedPlan): ModelIn => ({ id: model.id, params, recipe, state });

function numbersOf(outcome: Outcome): NumberOutcome {
  if (outcome.kind !== 'numbers') throw new TypeError('Ends are of numbers.');
  return outcome;
}
