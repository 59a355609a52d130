import type { ForecastingVerbs } from '../../api/forecasting.ts';
import { verb, type ArgumentsOf } from './guarded.ts';
import { count, filledText, optional, options } from './shape.ts';

const run = ['runId', filledText] as const;
const horizon = ['options', options({ horizon: optional(count) })] as const;

export const forecastingArguments: ArgumentsOf<ForecastingVerbs> = {
  forecastSeries: verb('forecastSeries(runId, { horizon: 12 })', run, horizon),
  exportForecast: verb('exportForecast(runId, { horizon: 12 })', run, horizon)
};
