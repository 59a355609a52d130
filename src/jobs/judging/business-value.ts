import type { WorkContext } from '../../core/context.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Plain } from '../../core/plain.ts';
import { expectedCost } from '../../stages/evaluate/expected-cost.ts';

type Costs = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What one answer costs on average, with its interval, and what the best answer without a model costs. Null when no costs were given. */
export async function businessValue(outcome: Outcome, costs: Costs | undefined, seed: number, context: WorkContext): Promise<Plain> {
  if (!costs || outcome.kind !== 'classes') return null;
  const table = outcome.labels.map((actual) => outcome.labels.map((predicted) => costs[actual]?.[predicted] ?? 0));
  const perRow = await expectedCost(outcome, table, { seed, context });
  return { perRow: { ...perRow }, withoutModel: cheapestConstant(outcome.actual, table) };
}

/** Mean cost of the one answer that is cheapest when it is given to every row. */
function cheapestConstant(actual: Int32Array, costs: readonly (readonly number[])[]): number {
  const means = costs.map((_, answer) => actual.reduce((sum, code) => sum + costs[code]![answer]!, 0) / actual.length);
  return Math.min(...means);
}
