import type { Costs } from '../../core/cost-threshold.ts';
import type { WorkContext } from '../../core/context.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Plain } from '../../core/plain.ts';
import { profitOf } from '../../stages/evaluate/decisions/profit.ts';
import { costMatrix, expectedCost, savedCost } from '../../stages/evaluate/expected-cost.ts';

/**
 * What one answer costs on average, what the best answer without a model costs, and what is saved; of two classes also the profit at every threshold and the return on
 * what acting costs. Null when no costs were given.
 */
export async function businessValue(outcome: Outcome, costs: Costs | undefined, seed: number, context: WorkContext): Promise<Plain> {
  if (!costs || outcome.kind !== 'classes') return null;
  const table = costMatrix(outcome.labels, costs);
  const perRow = await expectedCost(outcome, table, { seed, context });
  const { saved, withoutModel } = await savedCost(outcome, table, { seed, context });
  return { perRow: { ...perRow }, saved: { ...saved }, withoutModel, profit: profitOf(outcome, table) as unknown as Plain };
}
