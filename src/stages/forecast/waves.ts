import { cholesky, solveCholesky } from '../../kernels/linear/cholesky.ts';
import { aiccOf } from './ets/fit.ts';

/** A long season as a few waves: twice as many weights as waves, sine and cosine in turn. */
export interface Waves {
  readonly period: number;
  readonly weights: Float64Array;
}

const MOST_WAVES = 6;

/**
 * A season too long to give each of its steps a number of its own: its first harmonics, as many as lower AICc, found by least squares beside a line.
 * Source: Hyndman & Athanasopoulos, "Forecasting: Principles and Practice" (3rd ed.), 7.4 and 10.5.
 */
export function fitWaves(values: Float64Array, period: number): Waves {
  let best: { aicc: number; weights: Float64Array } | null = null;
  for (let count = 1; count <= Math.min(MOST_WAVES, Math.floor((period - 1) / 2)); count++) {
    const fit = regress(values, period, count);
    if (!fit) break;
    if (best === null || fit.aicc < best.aicc) best = fit;
  }
  return { period, weights: best?.weights ?? new Float64Array(0) };
}

/** The season at a step counted from the first value the waves were fitted to. */
export function waveAt({ period, weights }: Waves, step: number): number {
  let total = 0;
  for (let k = 0; k < weights.length; k += 2) {
    const angle = (2 * Math.PI * (k / 2 + 1) * (step % period)) / period;
    total += weights[k]! * Math.sin(angle) + weights[k + 1]! * Math.cos(angle);
  }
  return total;
}

function regress(values: Float64Array, period: number, count: number): { aicc: number; weights: Float64Array } | null {
  const n = values.length;
  const width = 2 + 2 * count;
  const gram = new Float64Array(width * width);
  const target = new Float64Array(width);
  const row = new Float64Array(width);
  const fill = (step: number) => {
    row[0] = 1;
    row[1] = (2 * step) / n - 1;
    for (let k = 1; k <= count; k++) {
      row[2 * k] = Math.sin((2 * Math.PI * k * step) / period);
      row[2 * k + 1] = Math.cos((2 * Math.PI * k * step) / period);
    }
  };
  for (let step = 0; step < n; step++) {
    fill(step);
    for (let a = 0; a < width; a++) {
      target[a]! += row[a]! * values[step]!;
      for (let b = 0; b < width; b++) gram[a * width + b]! += row[a]! * row[b]!;
    }
  }
  const triangle = cholesky(gram, width);
  if (!triangle) return null;
  const solution = solveCholesky(triangle, width, target);
  let squares = 0;
  for (let step = 0; step < n; step++) {
    fill(step);
    squares += (values[step]! - row.reduce((total, cell, a) => total + cell * solution[a]!, 0)) ** 2;
  }
  const logLikelihood = (-n / 2) * (Math.log((2 * Math.PI * Math.max(squares, 1e-290)) / n) + 1);
  return { aicc: aiccOf(logLikelihood, width + 1, n), weights: solution.slice(2) };
}
