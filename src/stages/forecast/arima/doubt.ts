import { cholesky, solveCholesky } from '../../../kernels/linear/cholesky.ts';
import { armaLikelihood, type ArmaFit } from './likelihood.ts';
import { coefficientsAt, type ArimaFit } from './fit.ts';
import type { Lags } from './polynomials.ts';

/** Another model that the data allow nearly as well: one standard error away, along one direction. */
export interface SideModel {
  readonly phi: Lags;
  readonly theta: Lags;
  readonly arma: ArmaFit;
}

const STEP = 1e-3;

/**
 * Models one standard error off the likeliest, in directions that do not go together: how far their forecasts lie from its own, squared and added up, is
 * the variance that comes of not knowing the coefficients (the delta method, with whole steps in place of slopes). The errors come from the second
 * derivatives of the likelihood. Source: Brockwell & Davis, "Time Series: Theory and Methods", 8.8 and 5.4.
 * @returns none where the likelihood has no proper peak there
 */
export function sideModels(values: Float64Array, { order, at }: ArimaFit, period: number): SideModel[] {
  const k = at.length;
  const read = (free: Float64Array) => coefficientsAt(free, order, period);
  const value = (free: Float64Array) => -(armaLikelihood(values, read(free), order.constant)?.logLikelihood ?? NaN);
  const triangle = k === 0 ? null : cholesky(secondDerivatives(value, at), k);
  if (!triangle) return [];
  return Array.from({ length: k }, (_, direction) => {
    const free = at.slice();
    const step = columnOfRoot(triangle, k, direction);
    step.forEach((by, j) => (free[j]! += Math.max(-1, Math.min(1, by))));
    const coefficients = read(free);
    return { ...coefficients, arma: armaLikelihood(values, coefficients, order.constant) };
  }).filter((side): side is SideModel => side.arma !== null);
}

function secondDerivatives(value: (at: Float64Array) => number, at: Float64Array): Float64Array {
  const k = at.length;
  const out = new Float64Array(k * k);
  const moved = (a: number, b: number, sa: number, sb: number) => {
    const point = at.slice();
    point[a]! += sa * STEP;
    point[b]! += sb * STEP;
    return value(point);
  };
  for (let a = 0; a < k; a++) {
    for (let b = 0; b <= a; b++) {
      const turn = (moved(a, b, 1, 1) - moved(a, b, 1, -1) - moved(a, b, -1, 1) + moved(a, b, -1, -1)) / (4 * STEP * STEP);
      out[a * k + b] = turn;
      out[b * k + a] = turn;
    }
  }
  return out;
}

/** A column of a root of the inverse: with H = L Lᵀ the inverse is (L⁻¹)ᵀ L⁻¹, and a row of L⁻¹ is such a column. */
function columnOfRoot(triangle: Float64Array, k: number, direction: number): Float64Array {
  const unit = new Float64Array(k);
  for (let i = 0; i < k; i++) unit[i] = triangle[i * k + direction]!;
  return solveCholesky(triangle, k, unit);
}
