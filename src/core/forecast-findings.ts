import type { Metric } from './outcome.ts';
import type { PlainRecord } from './plain.ts';
import type { TaskFindings } from './task-findings.ts';

/** One step of a forecast: the expected value, and between what it lies 80 and 95 times in 100. */
export interface ForecastStep extends PlainRecord {
  /** ms since 1970. */
  readonly time: number;
  readonly value: number;
  readonly low80: number;
  readonly high80: number;
  readonly low95: number;
  readonly high95: number;
}

/** A step that was forecast from an origin before it, and what came. */
export interface TriedStep extends ForecastStep {
  readonly actual: number;
}

export interface ForecastSeries extends PlainRecord {
  /** "" where there is only one. */
  readonly name: string;
  readonly ahead: readonly ForecastStep[];
}

/** A series as it is drawn: its latest values, what was said of them before they came, and what is to come. */
export interface DrawnSeries extends ForecastSeries {
  /** `value` is null in a gap. */
  readonly history: readonly { readonly time: number; readonly value: number | null }[];
  readonly tried: readonly TriedStep[];
}

/** Forecasts of a finished run. */
export interface SeriesForecasts extends PlainRecord {
  readonly runId: string;
  readonly target: string;
  readonly series: readonly ForecastSeries[];
}

/** What a forecasting run found. */
export interface ForecastFindings extends TaskFindings {
  readonly task: 'forecasting';
  readonly target: string;
  /** Whose clocks the moments are read by. */
  readonly zone?: string;
  readonly horizon: number;
  /** Steps of a season; 1 = none. */
  readonly season: number;
  /** What was fitted, in words. */
  readonly fitted: string;
  readonly origins: number;
  /** Steps at the end that nothing was chosen by; 0 = none were kept back. Runs of before it was so have none. */
  readonly sealed?: number;
  readonly seriesCount: number;
  /** The first few of many. */
  readonly series: readonly DrawnSeries[];
  /** The seasonal naive forecast at the same origins. */
  readonly baseline: Readonly<Record<string, Metric>>;
  /** Mean MASE of this method less that of the seasonal naive one; null for the naive one itself. */
  readonly againstNaive: {
    readonly difference: number;
    readonly low: number;
    readonly high: number;
    readonly pValue: number;
    readonly origins: number;
    readonly test: string;
  } | null;
}
