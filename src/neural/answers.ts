import { valueTooLarge } from '../core/errors/networks.ts';
import { targetRows, type Target } from '../core/target.ts';

/** What a network is asked for, row by row. */
export interface Answers {
  readonly output: 'softmax' | 'linear';
  readonly outputs: number;
  /** To take a linear output back into the target's unit. */
  readonly mean: number;
  readonly scale: number;
  /** Writes the answers of `rows` into `into`, [rows.length, outputs]: one-hot classes, or the standardised number. */
  fill(rows: Uint32Array, into: Float32Array): void;
}

/**
 * @param weights of the rows; mean and scale of a number target count rows by them
 * @throws LatheError `value-too-large` when a number is missing, infinite or too large to train on
 */
export function answersOf(target: Target, weights: Float64Array | null): Answers {
  if (target.kind === 'classes') {
    const { codes } = target;
    const outputs = target.labels.length;
    const fill = (rows: Uint32Array, into: Float32Array) => {
      into.fill(0);
      rows.forEach((row, i) => (into[i * outputs + codes[row]!] = 1));
    };
    return { output: 'softmax', outputs, mean: 0, scale: 1, fill };
  }
  const { values } = target;
  const bad = values.findIndex((value) => !Number.isFinite(Math.fround(value)));
  if (bad >= 0) throw valueTooLarge(target.name, values[bad]!);
  const { mean, scale } = momentsOf(values, weights, targetRows(target));
  const fill = (rows: Uint32Array, into: Float32Array) => rows.forEach((row, i) => (into[i] = (values[row]! - mean) / scale));
  return { output: 'linear', outputs: 1, mean, scale, fill };
}

/** Weighted mean and standard deviation, in two passes; a constant gets the scale 1. */
function momentsOf(values: Float64Array, weights: Float64Array | null, rows: number): { mean: number; scale: number } {
  const weight = (i: number) => weights?.[i] ?? 1;
  let total = 0;
  let mean = 0;
  for (let i = 0; i < rows; i++) {
    if (weight(i) === 0) continue;
    total += weight(i);
    mean += ((values[i]! - mean) * weight(i)) / total;
  }
  let squares = 0;
  for (let i = 0; i < rows; i++) squares += weight(i) * (values[i]! - mean) ** 2;
  return { mean, scale: Math.sqrt(squares / total) || 1 };
}
