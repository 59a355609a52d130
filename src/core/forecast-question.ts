/** What a problem says of a forecast. */
export interface ForecastQuestion {
  /** The column of moments; the one with the role "time", or the first of times, when not said. */
  readonly time?: string;
  /** Steps to forecast; one season, or a tenth of the history, when not said. */
  readonly horizon?: number;
  /** Steps of a season; 1 = none; found in the data when not said. */
  readonly season?: number;
  /** The column that names the series a row belongs to; the one with the role "group" when not said. */
  readonly series?: string;
}

export const LONGEST_HORIZON = 10_000;
export const LONGEST_SEASON = 8784;

const keys = ['time', 'horizon', 'season', 'series'] as const;

/** All that a problem says beside it: what an earlier run was asked takes its place. */
export const withoutForecast = <P extends object>(problem: P): P =>
  Object.fromEntries(Object.entries(problem).filter(([key]) => !(keys as readonly string[]).includes(key))) as P;

/** What a problem says of it, and nothing else. */
export const forecastOf = (problem: Readonly<Record<string, unknown>>): ForecastQuestion =>
  Object.fromEntries(keys.flatMap((key) => (problem[key] === undefined ? [] : [[key, problem[key]]])));
