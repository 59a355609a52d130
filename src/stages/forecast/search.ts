import type { WorkContext } from '../../core/context.ts';
import { drive } from '../../kernels/drive.ts';
import { lbfgs, type Minimum } from '../../kernels/linear/minimise.ts';
import { withNumericSlope } from '../../kernels/numeric-slope.ts';

export interface SearchOptions {
  readonly maxIter: number;
  readonly tol: number;
  /** Elementary steps of one call of the function. */
  readonly cost: number;
}

/** The smallest value of a smooth function near `start`, pausing on the way. Infinity marks what is not allowed. */
export async function searchMinimum(
  value: (at: Float64Array) => number,
  start: Float64Array,
  options: SearchOptions,
  context: WorkContext
): Promise<Minimum> {
  return drive(lbfgs(withNumericSlope(value, options.cost), start, options), context);
}

/** Any number to one within bounds, and back. */
export const within = (x: number, low: number, high: number): number => low + (high - low) / (1 + Math.exp(-x));
export const unbound = (value: number, low: number, high: number): number => Math.log((value - low) / (high - value));
