import type { SeriesForecasts } from '../core/forecast-findings.ts';
import type { ProgressCallback } from './progress.ts';

export interface ForecastSeriesJob {
  readonly runId: string;
  /** Null = the horizon of the run. */
  readonly horizon: number | null;
}

/** What the data worker answers from a fitted forecast. Nothing is changed by it. */
export interface ForecastingApi {
  forecastSeries(job: ForecastSeriesJob, signal: AbortSignal, onProgress: ProgressCallback): Promise<SeriesForecasts>;
  exportForecast(job: ForecastSeriesJob, signal: AbortSignal, onProgress: ProgressCallback): Promise<{ file: Blob; name: string }>;
}
