import type { Outcome } from '../../core/outcome.ts';
import { metrics } from '../../stages/evaluate/registry.ts';

/** What a metric is when one guesses without looking at the rows; NaN where it is not for such answers. */
export const chanceOf = (outcome: Outcome, id: string): number => {
  const metric = metrics.get(id);
  if (metric.from === 'numbers') return outcome.kind === 'numbers' ? metric.chance(outcome) : NaN;
  return outcome.kind === 'classes' ? metric.chance(outcome) : NaN;
};
