import type { Metric } from '../../core/outcome.ts';
import type { Evidence } from './evidence.ts';

/**
 * What one answer saves against the cheapest answer given without a model. The latter is a figure of the same rows and is taken as exact, so the
 * interval is that of the model's cost, turned around.
 * @returns null when no costs were given
 */
export function saving({ value }: Evidence): Metric | null {
  if (!value) return null;
  const { perRow, withoutModel } = value;
  return { ...perRow, value: withoutModel - perRow.value, low: withoutModel - perRow.high, high: withoutModel - perRow.low };
}
