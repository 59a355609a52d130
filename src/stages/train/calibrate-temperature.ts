import type { ClassTarget } from '../../core/target.ts';
import { kept, type TemperatureState } from '../../predict/calibration.ts';

/** A hundred times surer or less sure is where probabilities say no more. */
const MOST_POWER = 100;

/**
 * The one temperature under which the answers are least surprising. The loss is convex in one over the temperature, so its slope is followed to 0 by
 * halving. Rows that are all answered rightly know no limit; the power is then the largest there is.
 * Source: Guo, Pleiss, Sun & Weinberger (2017), "On calibration of modern neural networks", section 4.2.
 * @param outOfFold row-major [rows, classes], made by models that had not seen the row
 */
export function fitTemperature(outOfFold: Float64Array, target: ClassTarget, weights: Float64Array | null = null): TemperatureState {
  const logs = outOfFold.map((p) => Math.log(kept(p)));
  const slope = (power: number) => slopeAt(logs, target, weights, power);
  let [low, high] = [1 / MOST_POWER, MOST_POWER];
  if (slope(low) >= 0) return { power: Float64Array.of(low) };
  if (slope(high) <= 0) return { power: Float64Array.of(high) };
  while (high - low > 1e-13 * high) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (slope(middle) < 0) low = middle;
    else high = middle;
  }
  return { power: Float64Array.of((low + high) / 2) };
}

/** Derivative of the log loss by the power: what the row's logarithms are expected to be, less that of the true class. */
function slopeAt(logs: Float64Array, { codes, labels }: ClassTarget, weights: Float64Array | null, power: number): number {
  const k = labels.length;
  let slope = 0;
  codes.forEach((code, row) => {
    const own = logs.subarray(row * k, row * k + k);
    const top = own.reduce((most, log) => Math.max(most, log), -Infinity);
    let [mass, expected] = [0, 0];
    for (const log of own) {
      const share = Math.exp(power * (log - top));
      mass += share;
      expected += share * log;
    }
    slope += (weights?.[row] ?? 1) * (expected / mass - own[code]!);
  });
  return slope;
}
