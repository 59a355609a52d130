import type { Smooth } from './linear/minimise.ts';

/** About the cube root of the rounding of a double: what central differences lose least with. */
const STEP = 6e-6;

/**
 * A function with its slope by central differences, for functions of a few dozen arguments whose slopes are long to write down.
 * @param value may give NaN or Infinity outside its domain; a slope is only asked where it is finite
 * @param cost elementary steps of one call, for the pauses
 */
export function withNumericSlope(value: (at: Float64Array) => number, cost: number): Smooth {
  return function* (at, slope) {
    const beside = at.slice();
    for (let j = 0; j < at.length; j++) {
      const step = STEP * Math.max(1, Math.abs(at[j]!));
      beside[j] = at[j]! + step;
      const above = value(beside);
      beside[j] = at[j]! - step;
      slope[j] = (above - value(beside)) / (2 * step);
      beside[j] = at[j]!;
      yield 2 * cost;
    }
    return value(at);
  };
}
