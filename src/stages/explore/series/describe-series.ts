import type { PlainRecord } from '../../../core/plain.ts';
import { autocorrelation, partialAutocorrelation } from '../../../kernels/series/autocorrelation.ts';
import { decompose, movingAverage, type Decomposition } from '../../../kernels/series/decompose.ts';
import { findPeriod } from '../../../kernels/series/find-period.ts';
import type { RegularSeries } from './regular-series.ts';
import { dickeyFullerTest, kpssTest, type StationarityTest } from '../../../kernels/series/stationarity.ts';

/** One number column over time, told. */
export interface SeriesReport extends PlainRecord {
  /** Whose clocks the moments are read by; null = they are clock times. */
  readonly zone: string | null;
  readonly moments: number;
  readonly stepMs: number;
  readonly filled: number;
  readonly merged: number;
  readonly block: number;
  /** Steps of a season; null where none was found. */
  readonly period: number | null;
  /** 0 to 1: what is left of the variance without the rest. */
  readonly seasonStrength: number | null;
  readonly trendStrength: number | null;
  /** At most 600 places, each the mean of its stretch; null where the window of the trend does not fit. */
  readonly points: readonly { readonly time: number; readonly value: number; readonly trend: number | null }[];
  /** One season, by phase from the first moment on; empty without one. */
  readonly season: readonly number[];
  /** Lags 1 and up. */
  readonly acf: readonly number[];
  readonly pacf: readonly number[];
  /** Autocorrelations of noise lie within this in 95 of 100 lags. */
  readonly band: number;
  readonly dickeyFuller: (StationarityTest & PlainRecord) | null;
  readonly kpss: StationarityTest & PlainRecord;
}

const POINTS = 600;
const LAGS = 40;
/** Without a season the trend is the mean over this share of the series. */
const TREND_SHARE = 0.1;

/**
 * @param asked steps of a season, where a person knows it
 * @param zone whose clocks the moments are read by
 */
export function describeSeries(series: RegularSeries, asked: number | null, zone: string | null = null): SeriesReport {
  const { times, values, stepMs, filled, merged, block } = series;
  const n = values.length;
  const period = asked ?? findPeriod(values, stepMs);
  const parts: Decomposition | null = period === null ? null : decompose(values, period);
  const trend = parts?.trend ?? movingAverage(values, 2 * Math.floor((TREND_SHARE * n) / 2) + 1);
  const acf = autocorrelation(values, Math.min(LAGS, Math.floor(n / 4)));
  const kpss = kpssTest(values);
  const dickeyFuller = dickeyFullerTest(values);
  return {
    zone,
    moments: n,
    stepMs,
    filled,
    merged,
    block,
    period,
    seasonStrength: parts?.seasonStrength ?? null,
    trendStrength: parts?.trendStrength ?? null,
    points: thinned(times, values, trend),
    season: parts && period !== null ? [...parts.seasonal.subarray(0, period)] : [],
    acf: [...acf.subarray(1)],
    pacf: [...partialAutocorrelation(acf).subarray(1)],
    band: 1.96 / Math.sqrt(n),
    dickeyFuller: dickeyFuller && { ...dickeyFuller },
    kpss: { ...kpss }
  };
}

function thinned(times: Float64Array, values: Float64Array, trend: Float64Array): SeriesReport['points'] {
  const stretch = Math.ceil(values.length / POINTS);
  return Array.from({ length: Math.ceil(values.length / stretch) }, (_, i) => {
    const own = values.subarray(i * stretch, (i + 1) * stretch);
    const slow = trend.subarray(i * stretch, (i + 1) * stretch).filter((value) => !Number.isNaN(value));
    return { time: times[i * stretch]!, value: meanOf(own), trend: slow.length === 0 ? null : meanOf(slow) };
  });
}

const meanOf = (values: Float64Array): number => values.reduce((total, value) => total + value, 0) / values.length;
