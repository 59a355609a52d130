import { exportForecast, forecastSeries } from '../src/jobs/tasks/forecasting/forecast-series.ts';
import type { JobServices } from '../src/jobs/services.ts';
import type { ForecastingApi } from '../src/wire/forecasting-contract.ts';
import { workContext } from '../src/wire/work-context.ts';

/** What is to come. */
export const forecastingApi = (ready: () => Promise<JobServices>): ForecastingApi => ({
  forecastSeries: async (job, signal, onProgress) => forecastSeries(job, await ready(), workContext(signal, onProgress)),
  exportForecast: async (job, signal, onProgress) => exportForecast(job, await ready(), workContext(signal, onProgress))
});
