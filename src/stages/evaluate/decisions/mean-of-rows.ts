import type { Metric } from '../../../core/outcome.ts';
import { normalQuantile, tQuantile } from '../../../kernels/distributions.ts';
import { piecesOf, type Units } from '../../../kernels/units.ts';

/** How rows count, and which belong together. */
export interface MeanOptions {
  readonly weights: Float64Array;
  readonly units: Units | null;
  readonly level?: number;
}

/** The mean of what each row adds, with the interval of a mean; rows that belong together count together. */
export function meanOfRows(parts: Float64Array, { weights, units, level = 0.95 }: MeanOptions): Metric {
  const mass = weights.reduce((sum, weight) => sum + weight, 0);
  const value = parts.reduce((sum, part, row) => sum + part * weights[row]!, 0) / mass;
  const errors = piecewise(
    parts.map((part, row) => (weights[row]! * (part - value)) / mass),
    units
  );
  const squares = errors.reduce((sum, error) => sum + error * error, 0);
  const deviation = Math.sqrt((squares * errors.length) / (errors.length - 1));
  const reach = units ? tQuantile(0.5 + level / 2, errors.length - 1) : normalQuantile(0.5 + level / 2);
  const n = parts.length;
  if (!(errors.length > 1)) return { value, low: NaN, high: NaN, method: 'none: fewer than two rows', n };
  const method = units
    ? `mean over ${errors.length} ${units.kind === 'groups' ? 'groups' : 'blocks'}, Student's t`
    : 'mean over rows, normal';
  return { value, low: value - reach * deviation, high: value + reach * deviation, method, n };
}

/** Errors of rows that belong together, added up. */
function piecewise(errors: Float64Array, units: Units | null): Float64Array {
  if (!units) return errors;
  const pieces = piecesOf(units);
  const sums = new Float64Array(pieces.reduce((most, piece) => Math.max(most, piece), 0) + 1);
  errors.forEach((error, row) => (sums[pieces[row]!]! += error));
  return sums;
}
