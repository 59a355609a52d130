import { createRegistry, type Registry } from '../../core/registry.ts';
import type { ForecastMethod } from './method-type.ts';
import { arima } from './methods/arima.ts';
import { boostedLags } from './methods/boosted-lags.ts';
import { drift } from './methods/drift.ts';
import { ets } from './methods/ets.ts';
import { meanForecast } from './methods/mean.ts';
import { seasonalNaive } from './methods/seasonal-naive.ts';
import { theta } from './methods/theta.ts';
import { perSeries } from './per-series.ts';

/** Every way to forecast; the first is the baseline that all are held against. */
export const forecasters: Registry<ForecastMethod> = createRegistry<ForecastMethod>('forecaster', [
  perSeries(seasonalNaive),
  perSeries(drift),
  perSeries(meanForecast),
  perSeries(ets),
  perSeries(theta),
  perSeries(arima),
  boostedLags
]);
