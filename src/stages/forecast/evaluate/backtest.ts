import { partOf, pause } from '../../../core/context.ts';
import { noOrigins } from '../../../core/errors/forecasting.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import { findSeason } from '../find-season.ts';
import type { ForecastContext, ForecastMethod } from '../method-type.ts';
import { endOf, panelBefore, type Panel } from '../panel.ts';

/** The levels of the bounds of every forecast. */
export const LEVELS = [0.8, 0.95] as const;

/** Forecasts beside what came, one entry for every origin, series and step whose value is known. */
export interface Backtest {
  readonly horizon: number;
  /** Places from which was forecast, ascending. */
  readonly origins: readonly number[];
  readonly series: number;
  readonly origin: Uint32Array;
  readonly seriesOf: Uint32Array;
  /** Steps ahead, from 1. */
  readonly step: Uint32Array;
  readonly actual: Float64Array;
  readonly mean: Float64Array;
  readonly low80: Float64Array;
  readonly high80: Float64Array;
  readonly low95: Float64Array;
  readonly high95: Float64Array;
  /** Mean absolute error of the seasonal naive forecast within the history before the origin; NaN where that is 0 or unknown. */
  readonly scale: Float64Array;
}

export interface BacktestPlan {
  readonly horizon: number;
  readonly origins: readonly number[];
  /** Steps of the season that errors are scaled by; 0 = found in what is known at each origin. */
  readonly season?: number;
}

/**
 * Origins that step back from an end by one horizon each, so that no step is judged twice.
 * @param end place that nothing is judged from on; that of the last step when not given
 * @param most origins wanted; fewer where the history is short
 * @throws LatheError `no-origins` where not even one leaves `fewest` steps before it
 */
export function rollingOrigins(
  panel: Panel,
  { horizon, most, fewest, end = endOf(panel) }: { horizon: number; most: number; fewest: number; end?: number }
): BacktestPlan {
  const begin = panel.series.reduce((least, { first }) => Math.min(least, first), Infinity);
  const room = Math.floor((end - begin - fewest) / horizon);
  if (!(room >= 1)) throw noOrigins(panel.series.length === 0 ? 0 : end - begin, horizon, fewest);
  const count = Math.min(most, room);
  return { horizon, origins: Array.from({ length: count }, (_, i) => end - horizon * (count - i)) };
}

/** Fits before each origin, on nothing but what was known by then, and holds the forecasts against what came. */
export async function backtest(
  panel: Panel,
  method: ForecastMethod,
  { plan, params }: { plan: BacktestPlan; params: PlainRecord },
  context: ForecastContext
): Promise<Backtest> {
  const rows = new Rows();
  for (const [i, origin] of plan.origins.entries()) {
    await pause(context);
    const past = panelBefore(panel, origin);
    const fit = await method.fit(past, params, partOf(context, i / plan.origins.length, (i + 1) / plan.origins.length));
    const outlooks = method.forecast(fit.state, { steps: plan.horizon, levels: LEVELS }, context.regressor);
    const period = plan.season ? plan.season : findSeason(past);
    panel.series.forEach(({ first, values }, series) => {
      const { mean, bounds } = outlooks[series]!;
      const scale = naiveScale(past.series[series]!.values, period);
      for (let step = 0; step < plan.horizon; step++) {
        const actual = values[origin + step - first];
        if (actual === undefined || Number.isNaN(actual) || Number.isNaN(mean[step])) continue;
        const [inner, outer] = bounds as [(typeof bounds)[0], (typeof bounds)[0]];
        const sides = [inner.low[step]!, inner.high[step]!, outer.low[step]!, outer.high[step]!];
        rows.add([i, series, step + 1, actual, mean[step]!, ...sides, scale]);
      }
    });
  }
  return { horizon: plan.horizon, origins: plan.origins, series: panel.series.length, ...rows.columns() };
}

/** Rows that become columns. */
class Rows {
  private readonly rows: number[][] = [];

  add(row: number[]): void {
    this.rows.push(row);
  }

  columns() {
    const whole = (j: number) => Uint32Array.from(this.rows, (row) => row[j]!);
    const real = (j: number) => Float64Array.from(this.rows, (row) => row[j]!);
    return {
      origin: whole(0),
      seriesOf: whole(1),
      step: whole(2),
      actual: real(3),
      mean: real(4),
      low80: real(5),
      high80: real(6),
      low95: real(7),
      high95: real(8),
      scale: real(9)
    };
  }
}

/** Source: Hyndman & Koehler (2006), "Another look at measures of forecast accuracy". */
export function naiveScale(values: Float64Array, period: number): number {
  const lag = values.length > period ? period : 1;
  let [total, count] = [0, 0];
  for (let i = lag; i < values.length; i++) {
    const change = Math.abs(values[i]! - values[i - lag]!);
    if (Number.isNaN(change)) continue;
    total += change;
    count++;
  }
  return total > 0 ? total / count : NaN;
}
