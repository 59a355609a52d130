import type { DrawnSeries } from '../../../core/forecast-findings.ts';
import type { TimeSeriesData } from '../../../charts/time-series.ts';

interface About {
  readonly target: string;
  readonly zone?: string | undefined;
}

const named = ({ target, zone }: About, { name }: DrawnSeries) => ({
  name: name === '' ? target : `${target} of ${name}`,
  ...(zone === undefined ? {} : { zone })
});

/** The latest history, and what is said of the steps to come. */
export const aheadData = (about: About, series: DrawnSeries): TimeSeriesData => ({
  ...named(about, series),
  points: [
    ...series.history.map(({ time, value }) => ({ time, value: value ?? NaN })),
    ...series.ahead.map(({ time, value, low95, high95 }) => ({ time, value, low: low95, high: high95 }))
  ],
  forecastFrom: series.ahead[0]?.time ?? null
});

/** What came at the steps that were tried, within the bounds that were said before. */
export const triedData = (about: About, series: DrawnSeries): TimeSeriesData => ({
  ...named(about, series),
  points: series.tried.map(({ time, actual, low95, high95 }) => ({ time, value: actual, low: low95, high: high95 })),
  forecastFrom: null
});
