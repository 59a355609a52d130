import type { ClassTarget } from '../../core/target.ts';
import type { PlainRecord } from '../../core/plain.ts';
import type { EnsembleState, Member } from '../../predict/models/ensemble.ts';
import { stakesOf, type GroupedRows, type Parity } from '../../stages/fairness/mitigate/parity.ts';
import { reduceToLearning, type Learn, type Mixture } from '../../stages/fairness/mitigate/reductions.ts';
import type { LabelledRows } from '../experiment/labelled-rows.ts';
import { fitPlan, type FitOutside, type FittedPlan } from './fit-plan.ts';
import type { RunPlan } from './plan-run.ts';
import { scoreFit } from './score-fit.ts';

const ROUNDS = 10;

/** How far a group may lie from all rows, in the share called. */
const SLACK = 0.01;

/** A model of a mixture; null where it gives every row one answer. */
export interface ReducedModel {
  readonly fit: FittedPlan | null;
  /** Of a model that gives every row one answer: 1 for the positive class, else 0. */
  readonly answer: number;
}

/**
 * Learns the model of a plan by the reductions approach: a mixture of models, each of relabelled and weighed training rows. What mistakes cost is in these weights, so
 * that each model calls the likelier class.
 * @param rows the training rows as fairness looks at them
 * @throws what a fit throws
 */
export function reduceFairly(
  plan: RunPlan,
  training: LabelledRows,
  rows: GroupedRows,
  parity: Parity,
  outside: FitOutside
): Promise<Mixture<ReducedModel>> {
  const positive = plan.scoring.positive!;
  const target = training.target as ClassTarget;
  const stakes = stakesOf(plan.scoring.threshold);
  const quietly = { ...outside, onProgress: () => undefined, onCurve: () => undefined };
  const learn: Learn<ReducedModel> = async (answers, weights) => {
    if (answers.every((answer) => answer === answers[0])) {
      const answer = answers[0] ?? 0;
      return { model: { fit: null, answer }, called: new Float64Array(answers.length).fill(answer) };
    }
    const codes = Int32Array.from(answers, (answer) => (answer === 1 ? positive : 1 - positive));
    const fit = await fitPlan(plan, { ...training, target: { ...target, codes }, weights: heavyEnough(weights) }, quietly);
    return { model: { fit, answer: 0 }, called: await likelierBy(plan, { fit, answer: 0 }, training, quietly) };
  };
  const onRound = (round: number) => outside.onProgress((round + 1) / (ROUNDS + 1), `model ${round + 1} of at most ${ROUNDS}`);
  return reduceToLearning({ ...rows, stakes }, learn, { parity, slack: SLACK, rounds: ROUNDS, onRound });
}

/** Rows that would count as nothing are left a trace, for a fit may not be without weight. */
const heavyEnough = (weights: Float64Array) => weights.map((weight) => Math.max(weight, 1e-9));

/** As `calledBy`, of a model of a mixture: by one half, whatever the threshold of the plan. */
export const likelierBy = (plan: RunPlan, model: ReducedModel, rows: LabelledRows, outside: FitOutside): Promise<Float64Array> =>
  calledBy({ ...plan, scoring: { ...plan.scoring, threshold: null } }, model, rows, outside);

/** @returns 1 for each row that the model calls positive, else 0 */
export async function calledBy(
  plan: RunPlan,
  { fit, answer }: ReducedModel,
  rows: LabelledRows,
  outside: FitOutside
): Promise<Float64Array> {
  if (!fit) return new Float64Array(rows.inputs.rows).fill(answer);
  const outcome = await scoreFit(plan, fit, rows, plan.scoring, outside);
  if (outcome.kind !== 'classes') throw new TypeError('A model of classes answered with numbers.');
  return Float64Array.from(outcome.predicted, (code) => (code === plan.scoring.positive ? 1 : 0));
}

/** The mixture as one model: what it says of a row is the share of its votes, and by this chance the row is called. */
export function stateOfMixture(plan: RunPlan, { models }: Mixture<ReducedModel>): EnsembleState {
  const positive = plan.scoring.positive!;
  return {
    kind: 'votes',
    outputs: 2,
    weights: Float64Array.from(models, ({ share }) => share),
    offsets: new Float64Array(2),
    members: models.map(({ model }) => memberOf(plan, model)),
    votes: { positive, threshold: 0.5 }
  };
}

function memberOf(plan: RunPlan, { fit, answer }: ReducedModel): Member {
  if (fit)
    return {
      id: plan.model.id,
      label: plan.model.label,
      params: plan.params,
      recipe: fit.recipe as Member['recipe'],
      state: fit.state,
      hash: ''
    };
  const one = Float64Array.of(0, 0);
  one[answer === 1 ? plan.scoring.positive! : 1 - plan.scoring.positive!] = 1;
  const state: PlainRecord = { outputs: 2, answer: one };
  return { id: 'baseline', label: 'One answer', params: {}, recipe: [], state, hash: '' };
}
