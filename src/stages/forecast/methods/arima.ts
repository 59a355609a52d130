import { paramOutOfRange } from '../../../core/errors/anywhere.ts';
import { noSeasonToUse, seriesUnforecastable } from '../../../core/errors/forecasting.ts';
import type { WorkContext } from '../../../core/context.ts';
import { defineForecaster, type Ask, type History, type Outlook } from '../forecaster-type.ts';
import { tOutlook } from '../outlook.ts';
import { chooseArima } from '../arima/choose.ts';
import { fitArima, type ArimaFit } from '../arima/fit.ts';
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
  readonly mean: number;
  readonly deviation: number;
  readonly df: number;
}

/**
 * ARIMA, seasonal where there is a season, by exact likelihood; the order that is asked for or the one a stepwise search finds.
 * Sources: Box, Jenkins & Reinsel, "Time Series Analysis"; Hyndman & Khandakar (2008) for the search.
 */
export const arima = defineForecaster({
  id: 'arima',
  label: 'ARIMA',
  doc: 'Learns how a value goes with those before it and with earlier surprises, its order found by AICc; good for short memory, slower than smoothing.',
  auto: { rank: 5 },
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
      mean: arma.mean,
      deviation: Math.sqrt(arma.squares / Math.max(1, df)),
      df
    };
    return { state: { ...state }, words: orderName(order, period), notes: [] };
  },
  forecast: (state, ask) => outlookOf(state as unknown as ArimaState, ask)
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

/** The state runs on by itself; differences are added up again; errors grow as shocks go on having weight. */
function outlookOf({ phi, theta, weights, tail, ahead, mean, deviation, df }: ArimaState, ask: Ask): Outlook {
  const values = new Float64Array(tail.length + ask.steps);
  values.set(tail);
  const state = ahead.slice();
  for (let step = 0; step < ask.steps; step++) {
    const at = tail.length + step;
    values[at] = mean + state[0]!;
    for (let k = 0; k < weights.length; k++) values[at]! += weights[k]! * values[at - 1 - k]!;
    const first = state[0]!;
    for (let i = 0; i < state.length; i++) state[i] = (phi[i] ?? 0) * first + (state[i + 1] ?? 0);
  }
  const psi = shockWeights(negated(product(negated(phi), negated(weights), 1)), theta, ask.steps);
  let total = 0;
  const spread = psi.map((weight) => deviation * Math.sqrt((total += weight * weight)));
  return tOutlook(values.slice(tail.length), spread, df, ask);
}
