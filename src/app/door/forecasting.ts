import type { ForecastingVerbs } from '../api/forecasting.ts';
import type { Services } from '../services.ts';
import { progressOf, signalOf } from './watch.ts';

/** What is to come. */
export const forecastingVerbs = ({ reader }: Services): ForecastingVerbs => ({
  forecastSeries: (runId, { horizon = null, ...watch } = {}) =>
    reader.run(signalOf(watch), (api) => api.forecastSeries({ runId, horizon }, signalOf(watch), progressOf(watch))),
  exportForecast: (runId, { horizon = null, ...watch } = {}) =>
    reader.run(signalOf(watch), (api) => api.exportForecast({ runId, horizon }, signalOf(watch), progressOf(watch)))
});
