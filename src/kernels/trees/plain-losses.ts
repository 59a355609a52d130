import type { FixedPoint } from './fixed-point.ts';
import { exponential, expNegative, logAboveOne, logOnePlus, nearest } from './maths.ts';
import type { LargestDerivatives, Loss, LossKind } from './tree-kernel.ts';

interface Scored {
  readonly y: Float64Array | Int32Array;
  readonly weights: Float64Array | null;
  readonly raw: readonly Float64Array[];
}

/** Keeps the derivatives of a row for an output; nothing for rows that are only watched. */
type Keep = (output: number, row: number, gradient: number, hessian: number) => void;
type RowLoss = (row: number, weight: number, scored: Scored, keep: Keep, parameter: number) => number;
/** Of one number: loss, gradient, hessian. */
type NumberLoss = (y: number, raw: number, parameter: number) => readonly [number, number, number];

const ofNumber =
  (loss: NumberLoss): RowLoss =>
  (row, weight, { y, raw }, keep, parameter) => {
    const [value, gradient, hessian] = loss(y[row]!, raw[0]![row]!, parameter);
    keep(0, row, weight * gradient, weight * hessian);
    return weight * value;
  };

/** What each of them is, is said in assembly/losses.ts. */
const losses: Readonly<Record<Exclude<LossKind, 'binary'>, RowLoss>> = {
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
  },
  squared: ofNumber((y, raw) => [0.5 * (raw - y) * (raw - y), raw - y, 1]),
  absolute: ofNumber((y, raw) => [Math.abs(y - raw), y >= raw ? -1 : 1, 1]),
  quantile: ofNumber((y, raw, part) => (y >= raw ? [part * (y - raw), -part, 1] : [(1 - part) * (raw - y), 1 - part, 1])),
  huber: ofNumber((y, raw, width) => {
    const [error, size] = [raw - y, Math.abs(raw - y)];
    return [size <= width ? 0.5 * error * error : width * (size - 0.5 * width), Math.min(Math.max(error, -width), width), 1];
  }),
  poisson: ofNumber((y, raw) => {
    const mean = exponential(raw);
    return [mean - y * raw, mean - y, mean];
  }),
  gamma: ofNumber((y, raw) => {
    const ratio = y * exponential(-raw);
    return [raw + ratio, 1 - ratio, ratio];
  }),
  tweedie: ofNumber((y, raw, power) => {
    const own = exponential((2 - power) * raw);
    const pull = y * exponential((1 - power) * raw);
    return [own / (2 - power) + pull / (power - 1), own - pull, (2 - power) * own + (power - 1) * pull];
  })
};

/** Rows whose shares are multiplied before a logarithm is taken, in even and in odd places. */
const TOGETHER = 128;

/** Of two classes, in even and odd places apart. */
function binaryLoss(rows: Uint32Array, { y, weights, raw }: Scored, keep: Keep): number {
  const sums: [number, number] = [0, 0];
  const products: [number, number] = [1, 1];
  const takeLogs = () => {
    for (const lane of [0, 1] as const) {
      sums[lane] += logAboveOne(products[lane]);
      products[lane] = 1;
    }
  };
  rows.forEach((row, i) => {
    const lane = (i & 1) as 0 | 1;
    const [value, truth, weight] = [raw[0]![row]!, y[row]!, weights ? weights[row]! : 1];
    const small = expNegative(-Math.abs(value));
    const probability = (value >= 0 ? 1 : small) / (1 + small);
    const wrong = Math.max(truth === 1 ? -value : value, 0);
    keep(0, row, weight * (probability - truth), weight * probability * (1 - probability));
    sums[lane] += weights ? weight * (logOnePlus(small) + wrong) : wrong;
    if (!weights) products[lane] *= 1 + small;
    if (i % TOGETHER === TOGETHER - 1) takeLogs();
  });
  takeLogs();
  return sums[0] + sums[1];
}

function passOver({ kind, parameter }: Loss, rows: Uint32Array, scored: Scored, keep: Keep): number {
  if (kind === 'binary') return binaryLoss(rows, scored, keep);
  let loss = 0;
  for (const row of rows) loss += losses[kind](row, scored.weights ? scored.weights[row]! : 1, scored, keep, parameter);
  return loss;
}

export function plainLoss(
  loss: Loss,
  rows: Uint32Array,
  scored: Scored,
  derivatives: readonly Int32Array[] | null,
  { gradientScale, hessianScale }: FixedPoint
): number {
  return passOver(loss, rows, scored, (output, row, gradient, hessian) => {
    if (!derivatives) return;
    derivatives[output]![2 * row] = nearest(gradient * gradientScale);
    derivatives[output]![2 * row + 1] = nearest(hessian * hessianScale);
  });
}

export function plainLargest(loss: Loss, rows: Uint32Array, scored: Scored): LargestDerivatives {
  const most = { gradient: 0, hessian: 0 };
  passOver(loss, rows, scored, (_output, _row, gradient, hessian) => {
    most.gradient = Math.max(most.gradient, Math.abs(gradient));
    most.hessian = Math.max(most.hessian, hessian);
  });
  return most;
}
