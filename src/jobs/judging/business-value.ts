import type { Costs } from '../../core/cost-threshold.ts';
import type { WorkContext } from '../../core/context.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Plain } from '../../core/plain.ts';
import { expectedCost, savedCost } from '../../stages/evaluate/expected-cost.ts';

/** What one answer costs on average, what the best answer without a model costs, and what is saved. Null when no costs were given. */
export async function businessValue(outcome: Outcome, costs: Costs | undefined, seed: number, context: WorkContext): Promise<Plain> {
  if (!costs || outcome.kind !== 'classes') return null;
  const table = outcome.labels.map((actual) => outcome.labels.map((predicted) => costs[actual]?.[predicted] ?? 0));
  const perRow = await expectedCost(outcome, table, { seed, context });
  const { saved, withoutModel } = await savedCost(outcome, table, { seed, context });
  return { perRow: { ...perRow }, saved: { ...saved }, withoutModel };
}
