import type { FixedPoint } from './fixed-point.ts';
import { expNegative, logAboveOne, logOnePlus, nearest } from './maths.ts';
import type { LossKind } from './tree-kernel.ts';

interface Scored {
  readonly y: Float64Array | Int32Array;
  readonly weights: Float64Array | null;
  readonly raw: readonly Float64Array[];
}

/** Keeps the derivatives of a row for an output; nothing for rows that are only watched. */
type Keep = (output: number, row: number, gradient: number, hessian: number) => void;
type RowLoss = (row: number, weight: number, scored: Scored, keep: Keep) => number;

/** What each of them is, is said in assembly/losses.ts. */
const losses: Readonly<Record<LossKind, RowLoss>> = {
  squared(row, weight, { y, raw }, keep) {
    const error = raw[0]![row]! - y[row]!;
    keep(0, row, weight * error, weight);
    return 0.5 * weight * error * error;
  },
  binary(row, weight, { y, raw }, keep) {
    const [value, truth] = [raw[0]![row]!, y[row]!];
    const small = expNegative(-Math.abs(value));
    const probability = (value >= 0 ? 1 : small) / (1 + small);
    keep(0, row, weight * (probability - truth), weight * probability * (1 - probability));
    return weight * (logOnePlus(small) + Math.max(truth === 1 ? -value : value, 0));
  },
  softmax(row, weight, { y, raw }, keep) {
    const truth = y[row]!;
    const highest = raw.reduce((most, scores) => Math.max(most, scores[row]!), -Infinity);
    const shares = raw.map((scores) => expNegative(scores[row]! - highest));
    const sum = shares.reduce((total, share) => total + share, 0);
    shares.forEach((share, k) => {
      const probability = share / sum;
      keep(k, row, weight * (probability - (k === truth ? 1 : 0)), weight * probability * (1 - probability));
    });
    return weight * (highest + logAboveOne(sum) - raw[truth]![row]!);
  }
};

export function plainLoss(
  kind: LossKind,
  rows: Uint32Array,
  scored: Scored,
  derivatives: readonly Int32Array[] | null,
  { gradientScale, hessianScale }: FixedPoint
): number {
  const keep: Keep = (output, row, gradient, hessian) => {
    if (!derivatives) return;
    derivatives[output]![2 * row] = nearest(gradient * gradientScale);
    derivatives[output]![2 * row + 1] = nearest(hessian * hessianScale);
  };
  let loss = 0;
  for (const row of rows) loss += losses[kind](row, scored.weights ? scored.weights[row]! : 1, scored, keep);
  return loss;
}

export function plainSquaredBound(rows: Uint32Array, { y, weights, raw }: Scored): number {
  let most = 0;
  for (const row of rows) most = Math.max(most, (weights ? weights[row]! : 1) * Math.abs(raw[0]![row]! - y[row]!));
  return most;
}
