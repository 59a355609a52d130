import type { WorkContext } from '../../core/context.ts';
import type { ClassTarget } from '../../core/target.ts';
import type { Parity } from '../../stages/fairness/mitigate/parity.ts';
import { reduceToLearning, type Learn } from '../../stages/fairness/mitigate/reductions.ts';
import { reweigh } from '../../stages/fairness/mitigate/reweigh.ts';
import type { Way } from '../../stages/fairness/mitigate/trade-off.ts';
import { takeRows, type LabelledRows } from '../experiment/labelled-rows.ts';
import type { TrainingServices } from '../services.ts';
import { fitPlan } from '../training/fit-plan.ts';
import type { RunPlan } from '../training/plan-run.ts';
import { scoreFit } from '../training/score-fit.ts';
import { groupedRows, type Grouping } from './grouped-rows.ts';
import type { JudgedRun } from './load-judged.ts';
import { planAgain, studyOutside } from './refit.ts';

const ROUNDS = 10;

/** How far a group may lie from all rows, in the share called. */
const SLACK = 0.01;

/** Learns the model of a run anew on its training part, with rows weighed anew, and by the reductions approach; each way as it calls the validation rows. */
export async function learnFairly(
  judged: JudgedRun,
  services: TrainingServices,
  { parity, ...grouping }: Grouping & { readonly parity: Parity },
  context: WorkContext
): Promise<Way[]> {
  const { parts, positive } = judged;
  const plan = planAgain(judged);
  const [training, held] = [takeRows(plan.rows, parts.train), takeRows(plan.rows, parts.validation)];
  const target = training.target as ClassTarget;
  const rows = groupedRows(target.codes, positive!, training.weights, grouping);
  const called = (of: LabelledRows) => fitted(plan, of, { training, held, positive: positive! }, services, context);
  const weighed = await called({ ...training, weights: reweigh(rows) });
  const learn: Learn<Float64Array> = async (answers, weights) => {
    if (answers.every((answer) => answer === answers[0])) return constant(answers, held);
    const codes = Int32Array.from(answers, (answer) => (answer === 1 ? positive! : 1 - positive!));
    const { onTraining, onHeld } = await called({ ...training, target: { ...target, codes }, weights: heavyEnough(weights) });
    return { model: onHeld, called: onTraining };
  };
  const onRound = (round: number) => context.onProgress((round + 1) / (ROUNDS + 1));
  const { models } = await reduceToLearning(rows, learn, { parity, slack: SLACK, rounds: ROUNDS, onRound });
  const mixed = new Float64Array(parts.validation.length);
  for (const { model, share } of models) model.forEach((chance, row) => (mixed[row]! += share * chance));
  return [
    { id: 'reweighing', label: 'Rows weighed anew', called: weighed.onHeld },
    { id: 'reductions', label: 'Reductions', called: mixed }
  ];
}

/** Rows that would count as nothing are left a trace, for a fit may not be without weight. */
const heavyEnough = (weights: Float64Array) => weights.map((weight) => Math.max(weight, 1e-9));

function constant(answers: Uint8Array, held: LabelledRows) {
  const answer = answers[0] ?? 0;
  return { model: new Float64Array(held.inputs.rows).fill(answer), called: new Float64Array(answers.length).fill(answer) };
}

interface Asked {
  readonly training: LabelledRows;
  readonly held: LabelledRows;
  readonly positive: number;
}

/** @returns 1 for each row that the fit calls positive, else 0 */
async function fitted(
  plan: RunPlan,
  rows: LabelledRows,
  { training, held, positive }: Asked,
  services: TrainingServices,
  context: WorkContext
) {
  const outside = studyOutside(services, { ...context, onProgress: () => undefined });
  const fit = await fitPlan(plan, rows, outside);
  const of = async (asked: LabelledRows) => {
    const outcome = await scoreFit(plan, fit, asked, plan.scoring, outside);
    if (outcome.kind !== 'classes') throw new TypeError('A model of classes answered with numbers.');
    return Float64Array.from(outcome.predicted, (code) => (code === positive ? 1 : 0));
  };
  return { onTraining: await of(training), onHeld: await of(held) };
}
