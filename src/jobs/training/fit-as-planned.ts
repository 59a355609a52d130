import type { RowSet } from '../../core/table.ts';
import { takeRows } from '../experiment/labelled-rows.ts';
import { groupedOf, learningRows } from './fair-plan.ts';
import { fitPlan, type FitOutside, type FittedPlan } from './fit-plan.ts';
import type { RunPlan } from './plan-run.ts';
import { reduceFairly, stateOfMixture } from './reduce-fairly.ts';

export interface FittedAsPlanned {
  readonly fit: FittedPlan;
  /** What the fit is the state of, where it is not the model of the plan. */
  readonly modelId?: string;
}

/**
 * The model of a plan, or the mixture that reductions make of it.
 * @param rows to learn from; the plan's training part, or of a fold what is not left out
 */
export async function fitAsPlanned(plan: RunPlan, rows: RowSet, outside: FitOutside): Promise<FittedAsPlanned> {
  const { fairly } = plan;
  if (fairly?.way !== 'reductions') return { fit: await fitPlan(plan, learningRows(plan, plan.rows, rows), outside) };
  const training = takeRows(plan.rows, rows);
  const grouped = groupedOf({ ...plan, fairly }, rows, training.weights);
  const state = stateOfMixture(plan, await reduceFairly(plan, training, grouped, fairly.parity, outside));
  return { fit: { recipe: [], state, curve: [], notes: [], backend: 'cpu' }, modelId: 'ensemble' };
}
