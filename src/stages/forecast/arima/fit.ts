import type { WorkContext } from '../../../core/context.ts';
import { aiccOf } from '../ets/fit.ts';
import { searchMinimum } from '../search.ts';
import { armaLikelihood, logLikelihoodOf, type ArmaFit } from './likelihood.ts';
import { numbersOfOrder, type ArimaOrder } from './order.ts';
import { hasRootsBeyond, negated, product, stationary, type Lags } from './polynomials.ts';

export interface ArimaFit {
  readonly order: ArimaOrder;
  readonly phi: Lags;
  readonly theta: Lags;
  readonly arma: ArmaFit;
  readonly aicc: number;
  /** The point of the search, to start again from. */
  readonly at: Float64Array;
}

/** Roots nearer to the unit circle than this are no models to choose: R's forecast package holds the same bound. */
const NEAREST_ROOT = 1.01;

/** The likeliest coefficients of one order, for values whose differences are already taken. */
export async function fitArima(
  values: Float64Array,
  order: ArimaOrder,
  { period, tol, from }: { period: number; tol: number; from?: Float64Array },
  context: WorkContext
): Promise<ArimaFit | null> {
  const read = (at: Float64Array) => coefficientsAt(at, order, period);
  const value = (at: Float64Array) => {
    const found = logLikelihoodOf(values, read(at), order.constant);
    return Number.isFinite(found) ? -found / values.length : Infinity;
  };
  const start = from ?? new Float64Array(order.p + order.q + order.seasonalP + order.seasonalQ).fill(0.1);
  const width = 1 + Math.max(order.p + order.seasonalP * period, order.q + order.seasonalQ * period);
  const found =
    start.length === 0 ? { at: start } : await searchMinimum(value, start, { maxIter: 80, tol, cost: 6 * values.length * width }, context);
  const { phi, theta } = read(found.at);
  const arma = armaLikelihood(values, { phi, theta }, order.constant);
  if (!arma || !Number.isFinite(arma.logLikelihood)) return null;
  return { order, phi, theta, arma, aicc: aiccOf(arma.logLikelihood, numbersOfOrder(order), values.length), at: found.at };
}

/** Whether it keeps clear of the edge of what is stationary and invertible. */
export const isSound = ({ phi, theta }: ArimaFit): boolean =>
  hasRootsBeyond(phi, NEAREST_ROOT) && hasRootsBeyond(negated(theta), NEAREST_ROOT);

/** The coefficients that stand for a point of the search. */
export function coefficientsAt(at: Float64Array, { p, q, seasonalP, seasonalQ }: ArimaOrder, period: number): { phi: Lags; theta: Lags } {
  const ends = [p, p + q, p + q + seasonalP, p + q + seasonalP + seasonalQ];
  const part = (i: number) => stationary(at.subarray(i === 0 ? 0 : ends[i - 1], ends[i]));
  return {
    phi: negated(product(negated(part(0)), negated(part(2)), period)),
    theta: product(negated(part(1)), negated(part(3)), period)
  };
}
