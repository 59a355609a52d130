import { pause, type WorkContext } from '../../../core/context.ts';
import { decompose } from '../../../kernels/series/decompose.ts';
import { kpssTest } from '../../../kernels/series/stationarity.ts';
import { fitArima, isSound, type ArimaFit } from './fit.ts';
import { numbersOfOrder, sameOrder, type ArimaOrder } from './order.ts';
import { differenced, differenceWeights } from './polynomials.ts';

/** Above this strength a season is differenced. Source: Hyndman & Athanasopoulos, "Forecasting: Principles and Practice" (3rd ed.), 9.1. */
const STRONG_SEASON = 0.64;
const MOST = { p: 5, q: 5, seasonalP: 2, seasonalQ: 2 } as const;
/** Models tried at most: the search ends sooner nearly always. */
const MOST_MODELS = 60;
const ROUGH = 1e-3;
const FINE = 1e-6;

/** How often to take differences: of the season where it is strong, then of steps until KPSS no longer speaks against one level. */
export function differencesFor(values: Float64Array, period: number): { d: number; seasonalD: number } {
  const hasRoom = period > 1 && values.length >= 3 * period;
  const seasonalD = hasRoom && decompose(values, period).seasonStrength > STRONG_SEASON ? 1 : 0;
  let rest = differenced(values, differenceWeights(0, seasonalD, period));
  let d = 0;
  while (d < 2 && rest.length > 10 && isMoving(rest)) {
    rest = differenced(rest, Float64Array.of(1));
    d++;
  }
  return { d, seasonalD };
}

const isMoving = (values: Float64Array): boolean => values.some((value) => value !== values[0]) && kpssTest(values).pValue < 0.05;

/**
 * Stepwise search for the order of least AICc, from four starts to neighbours that differ by one lag or the constant.
 * Source: Hyndman & Khandakar (2008), "Automatic time series forecasting: the forecast package for R", section 3. Departs from it in that every
 * model is fitted by its exact likelihood, where the original takes conditional squares for long series.
 * @param values as they are; differences are taken here
 * @returns null where nothing could be fitted
 */
export async function chooseArima(values: Float64Array, period: number, context: WorkContext): Promise<ArimaFit | null> {
  const { d, seasonalD } = differencesFor(values, period);
  const rest = differenced(values, differenceWeights(d, seasonalD, period));
  const tried: ArimaOrder[] = [];
  let best: ArimaFit | null = null;
  const attempt = async (order: ArimaOrder) => {
    if (tried.length >= MOST_MODELS || tried.some((other) => sameOrder(other, order)) || !fits(order, rest.length, period)) return false;
    tried.push(order);
    await pause(context);
    const fit = await fitArima(rest, order, { period, tol: ROUGH }, context);
    if (!fit || !isSound(fit) || !(best === null || fit.aicc < best.aicc)) return false;
    best = fit;
    return true;
  };
  for (const order of firstOrders(d, seasonalD, period)) await attempt(order);
  for (let isBetter: boolean = best !== null; isBetter;) {
    isBetter = false;
    for (const order of neighboursOf(best!.order, period)) isBetter = (await attempt(order)) || isBetter;
  }
  const found = best as ArimaFit | null;
  if (!found) return null;
  return (await fitArima(rest, found.order, { period, tol: FINE, from: found.at }, context)) ?? found;
}

function fits(order: ArimaOrder, n: number, period: number): boolean {
  const lags = Math.max(order.p + order.seasonalP * period, order.q + order.seasonalQ * period);
  const isWithin = (['p', 'q', 'seasonalP', 'seasonalQ'] as const).every((key) => order[key] >= 0 && order[key] <= MOST[key]);
  return isWithin && n > 2 * numbersOfOrder(order) && lags < n / 2 && (period > 1 || order.seasonalP + order.seasonalQ === 0);
}

function firstOrders(d: number, seasonalD: number, period: number): ArimaOrder[] {
  const constant = d + seasonalD < 2;
  const season = period > 1 ? 1 : 0;
  const of = (p: number, q: number, seasonalP: number, seasonalQ: number, withConstant = constant): ArimaOrder => ({
    p,
    d,
    q,
    seasonalP: seasonalP * season,
    seasonalD,
    seasonalQ: seasonalQ * season,
    constant: withConstant
  });
  return [of(2, 2, 1, 1), of(0, 0, 0, 0), of(1, 0, 1, 0), of(0, 1, 0, 1), of(0, 0, 0, 0, false)];
}

function neighboursOf(order: ArimaOrder, period: number): ArimaOrder[] {
  const moved = (by: Partial<Record<keyof typeof MOST, number>>): ArimaOrder => ({
    ...order,
    ...Object.fromEntries(Object.entries(by).map(([key, step]) => [key, order[key as keyof typeof MOST] + step]))
  });
  const seasonal =
    period > 1
      ? ([-1, 1] as const).flatMap((s) => [moved({ seasonalP: s }), moved({ seasonalQ: s }), moved({ seasonalP: s, seasonalQ: s })])
      : [];
  const plain = ([-1, 1] as const).flatMap((s) => [moved({ p: s }), moved({ q: s }), moved({ p: s, q: s })]);
  const turned = order.d + order.seasonalD < 2 ? [{ ...order, constant: !order.constant }] : [];
  return [...seasonal, ...plain, ...turned];
}
