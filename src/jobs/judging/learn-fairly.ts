import type { WorkContext } from '../../core/context.ts';
import type { ClassTarget } from '../../core/target.ts';
import type { Parity } from '../../stages/fairness/mitigate/parity.ts';
import { reweigh } from '../../stages/fairness/mitigate/reweigh.ts';
import type { Way } from '../../stages/fairness/mitigate/trade-off.ts';
import { takeRows } from '../experiment/labelled-rows.ts';
import type { TrainingServices } from '../services.ts';
import { fitPlan } from '../training/fit-plan.ts';
import { calledBy, likelierBy, reduceFairly } from '../training/reduce-fairly.ts';
import { groupedRows, type Grouping } from './grouped-rows.ts';
import type { JudgedRun } from './load-judged.ts';
import { planAgain, studyOutside } from './refit.ts';

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
  const rows = groupedRows((training.target as ClassTarget).codes, positive!, training.weights, grouping);
  const outside = studyOutside(services, context);
  const quietly = { ...outside, onProgress: () => undefined };
  const weighed = await fitPlan(plan, { ...training, weights: reweigh(rows) }, quietly);
  const { models } = await reduceFairly(plan, training, rows, parity, outside);
  const mixed = new Float64Array(parts.validation.length);
  for (const { model, share } of models)
    (await likelierBy(plan, model, held, quietly)).forEach((called, row) => (mixed[row]! += share * called));
  return [
    { id: 'reweighing', label: 'Rows weighed anew', called: await calledBy(plan, { fit: weighed, answer: 0 }, held, quietly) },
    { id: 'reductions', label: 'Reductions', called: mixed }
  ];
}
