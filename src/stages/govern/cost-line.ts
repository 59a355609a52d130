import { median } from '../../core/stats.ts';
import { tQuantile } from '../../kernels/distributions.ts';

/** Something that was done, and what it cost: time, or memory. */
export interface Cost {
  readonly work: number;
  readonly cost: number;
}

export interface Prior {
  readonly fixed: number;
  readonly growing: number;
}

export interface CostLine {
  readonly cost: number;
  /** Half width of the 95 % range, in logarithms. */
  readonly spread: number;
}

/** How far the prior is believed: as much as a quarter of a run says. */
const PRIOR_WEIGHT = 0.25;
/** Scatter of the logarithm of the cost from one run to the next, and how many runs' worth that is believed. */
const PRIOR_SCATTER = { deviation: 0.35, runs: 4 } as const;

/** The two parts in units of the prior at this device's speed; x is what they give for some work. */
type Pair = readonly [fixed: number, growing: number];

const REFITS = 8;
const LEAST_PART = 0.02;

/**
 * The cost of some work from what other work cost: a fixed part and a part that grows with the work, both fitted to relative errors and drawn towards
 * what is usual at this device's level.
 * @param seen at least one, costs above 0
 * @param prior what work costs however small it is, and what a unit of it costs, before the device has shown what it can
 */
export function fitCostLine(seen: readonly Cost[], at: number, prior: Prior): CostLine {
  const level = median(seen.map(({ work, cost }) => cost / (prior.fixed + prior.growing * work)));
  const partsOf = (work: number): Pair => [level * prior.fixed, level * prior.growing * work];
  const costOf = ([fixed, growing]: Pair, work: number) => fixed * partsOf(work)[0] + growing * partsOf(work)[1];
  let parts: Pair = [1, 1];
  let precision: Precision = [PRIOR_WEIGHT, 0, PRIOR_WEIGHT];
  for (let i = 0; i < REFITS; i++) {
    const relative = seen.map(({ work, cost }) => {
      const expected = costOf(parts, work);
      const [a, b] = partsOf(work);
      return { x: [a / expected, b / expected] as Pair, y: cost / expected };
    });
    ({ parts, precision } = ridge(relative));
  }
  const [cost, [a, b]] = [costOf(parts, at), partsOf(at)];
  const errors = seen.map(({ work, cost: was }) => Math.log(was / costOf(parts, work)));
  return { cost, spread: spreadOf(errors, quadratic(precision, [a / cost, b / cost])) };
}

/** Ends of the range that 95 of 100 such costs should fall into. */
export function rangeOf({ cost, spread }: CostLine): { readonly low: number; readonly high: number } {
  const reach = Math.exp(spread);
  return { low: cost / reach, high: cost * reach };
}

/** A symmetric matrix of two by two: first, off, second. */
type Precision = readonly [number, number, number];

/** Least squares drawn towards 1 and 1; neither part may vanish. */
function ridge(rows: readonly { readonly x: Pair; readonly y: number }[]): { parts: Pair; precision: Precision } {
  let [aa, ab, bb, ay, by] = [PRIOR_WEIGHT, 0, PRIOR_WEIGHT, PRIOR_WEIGHT, PRIOR_WEIGHT];
  for (const { x, y } of rows) {
    aa += x[0] * x[0];
    ab += x[0] * x[1];
    bb += x[1] * x[1];
    ay += x[0] * y;
    by += x[1] * y;
  }
  const determinant = aa * bb - ab * ab;
  const fixed = (bb * ay - ab * by) / determinant;
  const growing = (aa * by - ab * ay) / determinant;
  const parts: Pair =
    fixed < LEAST_PART
      ? [LEAST_PART, Math.max(LEAST_PART, (by - ab * LEAST_PART) / bb)]
      : growing < LEAST_PART
        ? [Math.max(LEAST_PART, (ay - ab * LEAST_PART) / aa), LEAST_PART]
        : [fixed, growing];
  return { parts, precision: [aa, ab, bb] };
}

/** x' P^-1 x: how uncertain the line is at x, in units of the scatter. */
const quadratic = ([aa, ab, bb]: Precision, [a, b]: Pair): number => (bb * a * a - 2 * ab * a * b + aa * b * b) / (aa * bb - ab * ab);

/** Half width of the 95 % range, in logarithms. */
function spreadOf(errors: readonly number[], uncertainty: number): number {
  const freedom = PRIOR_SCATTER.runs + Math.max(0, errors.length - 1);
  const squares = PRIOR_SCATTER.runs * PRIOR_SCATTER.deviation ** 2 + errors.reduce((sum, error) => sum + error * error, 0);
  return tQuantile(0.975, freedom) * Math.sqrt((squares / freedom) * (1 + uncertainty));
}
