import { pause, type WorkContext } from '../../core/context.ts';
import { lbfgs, type Minimum } from '../../kernels/linear/minimise.ts';
import { withNumericSlope } from '../../kernels/numeric-slope.ts';

/** Elementary steps between two pauses. */
const STRIDE = 2e6;

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
  const work = lbfgs(withNumericSlope(value, options.cost), start, options);
  let since = 0;
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    since += step.value;
    if (since < STRIDE) continue;
    since = 0;
    await pause(context);
  }
}

/** Any number to one within bounds, and back. */
export const within = (x: number, low: number, high: number): number => low + (high - low) / (1 + Math.exp(-x));
export const unbound = (value: number, low: number, high: number): number => Math.log((value - low) / (high - value));
