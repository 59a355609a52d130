import { mean } from '../../../core/stats.ts';
import { dot } from '../../../kernels/dot.ts';
import { cholesky, solveCholesky } from '../../../kernels/linear/cholesky.ts';

/** By how much errors differ from a model's own reckoning, at some distances ahead; those between lie on straight lines over the logarithm of the distance. */
export interface Widening {
  /** Steps ahead, ascending. */
  readonly steps: Float64Array;
  /** Logarithm of the variance of errors over the reckoned one. */
  readonly logs: Float64Array;
  /** Variance of each of these logarithms: how well it is known. */
  readonly doubts: Float64Array;
}

/** Errors of one distance, each over the deviation that was reckoned, in order of time. */
export interface Misses {
  /** Steps ahead. */
  readonly steps: number;
  readonly ratios: Float64Array;
  /** Steps from one origin to the next. */
  readonly stride: number;
}

/** What is expected before anything is seen: a reckoning is right, give or take e^0.7 in the variance, and as much again for each factor e of the distance. */
const PRIOR = 0.5;
/** How far a distance may leave that line, and how near in logarithms of the distance others leave it with it. */
const OFF_LINE = 0.5;
const REACH = 0.5;
/** Distances share steps: what they say together counts as a part of what it would if each were on its own. */
const SHARED = 0.25;
const FEWEST = 6;

/**
 * A smooth curve over the distance through noisy mean squares (a Gaussian process: a line, and what is near it), for each distance alone is told by a handful of errors.
 * @param optimism by how much squared errors within the history are too small because the model was fitted to it
 * @returns null where too little was seen
 */
export function widen(misses: readonly Misses[], optimism: number): Widening | null {
  const seen = misses.filter(({ ratios }) => ratios.length >= FEWEST);
  if (seen.length === 0) return null;
  const size = seen.length;
  const x = Float64Array.from(seen, ({ steps }) => Math.log(steps));
  const squares = seen.map(({ ratios }) => ratios.map((ratio) => ratio * ratio));
  const counts = seen.map(({ steps, stride }, i) => independent(squares[i]!, steps / stride));
  // The logarithm of a mean of squares lies below that of what it estimates by 1 / count; Student's t allows for half of that already.
  const y = Float64Array.from(squares, (own, i) => Math.log(Math.max(mean(own), 1e-12) * optimism) + 0.5 / counts[i]!);
  const prior = new Float64Array(size * size);
  for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) prior[a * size + b] = together(x[a]!, x[b]!);
  const noisy = prior.slice();
  for (let a = 0; a < size; a++) noisy[a * size + a]! += 2 / (SHARED * counts[a]!);
  const triangle = cholesky(noisy, size)!;
  const weights = solveCholesky(triangle, size, y.slice());
  const row = (a: number) => prior.slice(a * size, (a + 1) * size);
  return {
    steps: Float64Array.from(seen, ({ steps }) => steps),
    logs: x.map((_, a) => dot(row(a), weights)),
    doubts: x.map((_, a) => prior[a * size + a]! - dot(row(a), solveCholesky(triangle, size, row(a))))
  };
}

const together = (x: number, other: number): number => PRIOR * (1 + x * other) + OFF_LINE * Math.exp(-Math.abs(x - other) / REACH);

/** What deviations are multiplied by so many steps ahead, and the degrees of freedom of a variance known that well. */
export function widthAt({ steps, logs, doubts }: Widening, ahead: number): { factor: number; df: number } {
  const after = steps.findIndex((known) => known >= ahead);
  const right = after === -1 ? steps.length - 1 : after;
  const left = after === -1 ? right : Math.max(0, right - 1);
  const span = Math.log(steps[right]! / steps[left]!);
  const share = span > 0 ? Math.log(ahead / steps[left]!) / span : 0;
  const between = (values: Float64Array) => values[left]! + share * (values[right]! - values[left]!);
  return { factor: Math.exp(between(logs) / 2), df: 2 / between(doubts) };
}

/**
 * How many independent squares say as much about their mean: fewer the longer neighbours go together (Newey & West's sum with Bartlett's weights). Errors h steps ahead
 * share steps with h - 1 neighbours even by a model that is right.
 */
function independent(squares: Float64Array, reach: number): number {
  const n = squares.length;
  const centre = mean(squares);
  const away = squares.map((square) => square - centre);
  const total = dot(away, away);
  const lags = Math.floor(n / 3);
  let [found, least] = [1, 1];
  for (let lag = 1; lag <= lags; lag++) {
    let along = 0;
    for (let i = lag; i < n; i++) along += away[i]! * away[i - lag]!;
    if (total > 0) found += 2 * (1 - lag / (lags + 1)) * (along / total);
    least += 2 * Math.max(0, 1 - lag / reach) ** 2;
  }
  return n / Math.max(found, least);
}
