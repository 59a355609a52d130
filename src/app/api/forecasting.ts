import type { SeriesForecasts } from '../../core/forecast-findings.ts';
import type { Watch } from './watch.ts';

/** What is to come, out of a finished run of a project whose task is forecasting. `forecast` tells how long runs take. */
export interface ForecastingVerbs {
  /**
   * The steps after the last known one, of every series: expected value and 80 and 95 % bounds. As many as the run was asked for unless `horizon` says
   * how many. Codes `not-a-forecast`, `run-not-done`.
   */
  forecastSeries(runId: string, options?: { horizon?: number } & Watch): Promise<SeriesForecasts>;
  /** The same as CSV: series, time, value, low_80, high_80, low_95, high_95. */
  exportForecast(runId: string, options?: { horizon?: number } & Watch): Promise<{ file: Blob; name: string }>;
}
