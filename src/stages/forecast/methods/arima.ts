import { paramOutOfRange } from '../../../core/errors/anywhere.ts';
import { noSeasonToUse, seriesUnforecastable } from '../../../core/errors/forecasting.ts';
import type { WorkContext } from '../../../core/context.ts';
import { defineForecaster, type Course, type History } from '../forecaster-type.ts';
import { chooseArima } from '../arima/choose.ts';
import { sideModels } from '../arima/doubt.ts';
import { fitArima, type ArimaFit } from '../arima/fit.ts';
import { armaLikelihood } from '../arima/likelihood.ts';
import { numbersOfOrder, orderName, type ArimaOrder } from '../arima/order.ts';
import { differenced, differenceWeights, negated, product, shockWeights } from '../arima/polynomials.ts';

interface ArimaParams {
  readonly order: readonly number[];
  readonly seasonalOrder: readonly number[];
  readonly trend: 'auto' | 'none' | 'constant';
}

interface ArimaState {
  readonly phi: Float64Array;
  readonly theta: Float64Array;
  /** How earlier values come back in, once differences were taken. */
  readonly weights: Float64Array;
  /** The latest values, as many as there are weights. */
  readonly tail: Float64Array;
  readonly ahead: Float64Array;
  readonly aheadOfOnes: Float64Array;
  readonly mean: number;
  readonly meanVariance: number;
  /** Models one standard error away. */
  readonly sides: readonly { readonly phi: Float64Array; readonly ahead: Float64Array; readonly mean: number }[];
  readonly deviation: number;
  readonly df: number;
  /** Numbers that were chosen: coefficients, level. */
  readonly chosen: number;
}

/**
 * ARIMA, seasonal where there is a season, by exact likelihood; the order that is asked for or the one a stepwise search finds.
 * Sources: Box, Jenkins & Reinsel, "Time Series Analysis"; Hyndman & Khandakar (2008) for the search.
 */
export const arima = defineForecaster({
  id: 'arima',
  label: 'ARIMA',
  doc: 'Learns how a value goes with those before it and with earlier surprises, its order found by AICc; good for short memory, slower than smoothing.',
  family: 'memory',
  params: {
    order: {
      type: 'ints',
      default: [],
      min: 0,
      max: 5,
      doc: 'p, d and q: lags of values, differences, lags of surprises; empty = searched for.'
    },
    seasonalOrder: {
      type: 'ints',
      default: [],
      min: 0,
      max: 2,
      doc: 'P, D and Q, the same over seasons; empty = none with an order, else searched for.'
    },
    trend: {
      type: 'choice',
      default: 'auto',
      options: ['auto', 'none', 'constant'],
      doc: 'Whether an order that is given has a level, or a drift with a difference.'
    }
  },
  fewest: (period) => (period > 1 ? 2 * period + 4 : 10),
  mostSteps: 1200,
  longestPeriod: 24,
  async fit(history, params, context) {
    const { values, period } = history;
    const fit = params.order.length === 0 ? await chooseArima(values, period, context) : await fitAsked(history, params, context);
    if (!fit) throw seriesUnforecastable('ARIMA');
    const { order, phi, theta, arma } = fit;
    const weights = differenceWeights(order.d, order.seasonalD, period);
    const df = values.length - weights.length - numbersOfOrder(order) + 1;
    const state: ArimaState = {
      phi,
      theta,
      weights,
      tail: values.slice(values.length - weights.length),
      ahead: arma.ahead,
      aheadOfOnes: arma.aheadOfOnes,
      mean: arma.mean,
      meanVariance: arma.meanVariance,
      sides: sideModels(differenced(values, weights), fit, period).map((side) => ({
        phi: side.phi,
        ahead: side.arma.ahead,
        mean: side.arma.mean
      })),
      deviation: Math.sqrt(arma.squares / Math.max(1, df)),
      df,
      chosen: numbersOfOrder(order) - 1
    };
    return { state: { ...state }, words: orderName(order, period), notes: [] };
  },
  forecast: (state, steps) => courseOf(state as unknown as ArimaState, steps),
  seenFrom: (state, past) => ({ ...seenFrom(state as unknown as ArimaState, past) }),
  fitted: (state) => (state as unknown as ArimaState).chosen
});

async function fitAsked({ values, period }: History, params: ArimaParams, context: WorkContext): Promise<ArimaFit | null> {
  for (const name of ['order', 'seasonalOrder'] as const) {
    if (![0, 3].includes(params[name].length)) throw paramOutOfRange('arima', name, 'no number, or three', params[name]);
  }
  const [p, d, q] = params.order as [number, number, number];
  const [seasonalP, seasonalD, seasonalQ] = (params.seasonalOrder.length === 0 ? [0, 0, 0] : params.seasonalOrder) as [
    number,
    number,
    number
  ];
  if (period <= 1 && seasonalP + seasonalD + seasonalQ > 0) throw noSeasonToUse('A seasonal order');
  const constant = params.trend === 'constant' || (params.trend === 'auto' && d + seasonalD < 2);
  const order: ArimaOrder = { p, d, q, seasonalP, seasonalD, seasonalQ, constant };
  const rest = differenced(values, differenceWeights(d, seasonalD, period));
  if (rest.length <= numbersOfOrder(order) + 1) throw seriesUnforecastable(orderName(order, period));
  return fitArima(rest, order, { period, tol: 1e-6 }, context);
}

/**
 * The state runs on by itself; differences are added up again; errors grow as shocks go on having weight, and as level, drift and coefficients are
 * themselves estimates.
 */
function courseOf(state: ArimaState, steps: number): Course {
  const { phi, theta, weights, tail, mean, deviation, df } = state;
  const values = runOn(state.ahead, { phi, weights, tail, level: mean }, steps);
  const pull = runOn(
    state.aheadOfOnes.map((value) => -value),
    { phi, weights, tail: new Float64Array(tail.length), level: 1 },
    steps
  );
  const psi = shockWeights(negated(product(negated(phi), negated(weights), 1)), theta, steps);
  const sides = state.sides.map((side) => runOn(side.ahead, { phi: side.phi, weights, tail, level: side.mean }, steps));
  let total = 0;
  const spread = psi.map((weight) => {
    total += weight * weight;
    return deviation * Math.sqrt(total);
  });
  const doubt = values.map((value, step) => {
    const ofLevel = deviation ** 2 * state.meanVariance * pull[step]! ** 2;
    return sides.reduce((sum, side) => sum + (side[step]! - value) ** 2, ofLevel);
  });
  return { mean: values, spread, doubt, df };
}

/** Coefficients and level stay; what is known of the next values is worked out from fewer of them. */
function seenFrom(state: ArimaState, { values }: History): ArimaState {
  const { phi, theta, weights, mean } = state;
  const away = differenced(values, weights).map((value) => value - mean);
  const seen = armaLikelihood(away, { phi, theta }, false);
  const tail = values.slice(values.length - weights.length);
  return { ...state, tail, ahead: seen?.ahead ?? state.ahead, sides: [] };
}

interface Way {
  readonly phi: Float64Array;
  readonly weights: Float64Array;
  readonly tail: Float64Array;
  readonly level: number;
}

/** @returns the values after the tail */
function runOn(ahead: Float64Array, { phi, weights, tail, level }: Way, steps: number): Float64Array {
  const values = new Float64Array(tail.length + steps);
  values.set(tail);
  const state = ahead.slice();
  for (let at = tail.length; at < values.length; at++) {
    const first = state[0]!;
    values[at] = level + first;
    for (let k = 0; k < weights.length; k++) values[at]! += weights[k]! * values[at - 1 - k]!;
    for (let i = 0; i < state.length; i++) state[i] = (phi[i] ?? 0) * first + (state[i + 1] ?? 0);
  }
  return values.slice(tail.length);
}
