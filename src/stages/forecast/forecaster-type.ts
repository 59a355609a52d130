import type { SeededContext } from '../../core/context.ts';
import type { Note } from '../../core/note.ts';
import type { ParamSpecs, ParamsOf } from '../../core/params.ts';
import type { PlainRecord } from '../../core/plain.ts';

/** What one series was, up to the moment from which it is forecast. Later values are not there, so nothing can look at them. */
export interface History {
  /** One value a step, without gaps, oldest first. */
  readonly values: Float64Array;
  /** Steps of a season; 1 = none. */
  readonly period: number;
}

/** What a forecast says of the steps after a history. */
export interface Outlook {
  /** Expected values, length `steps`. */
  readonly mean: Float64Array;
  /** One for each level that was asked for: between these the value lies with that chance, step by step. */
  readonly bounds: readonly Bounds[];
}

export interface Bounds {
  readonly level: number;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** What a fitted model says of the steps after a history, and how far off it should be by its own reckoning. */
export interface Course {
  /** Expected values, one a step. */
  readonly mean: Float64Array;
  /** Standard deviations of the error, step by step, were the model right and its numbers known. */
  readonly spread: Float64Array;
  /** Variance that comes on top because its numbers are estimates; none where left out. */
  readonly doubt?: Float64Array;
  /** Degrees of freedom of the residuals that the spread comes from. */
  readonly df: number;
}

export interface Ask {
  readonly steps: number;
  readonly levels: readonly number[];
}

export interface ForecastFit<F extends PlainRecord = PlainRecord> {
  readonly state: F;
  /** What was fitted, in words: "ETS(A,Ad,A), alpha 0.31". */
  readonly words: string;
  readonly notes: readonly Note[];
}

/**
 * A way to forecast one series from its own past. `fit` returns plain state; `forecast` reads nothing else, so it can be stored and asked again.
 */
export interface Forecaster<S extends ParamSpecs = ParamSpecs, F extends PlainRecord = PlainRecord> {
  readonly id: string;
  readonly label: string;
  /** One sentence: what it assumes, what it is good at, what it costs. */
  readonly doc: string;
  /** In one word what it goes by. */
  readonly family: string;
  readonly params: S;
  /** Steps a history of this season needs. */
  fewest(period: number): number;
  /** Only the latest so many steps are learned from, where more would take long. */
  readonly mostSteps?: number;
  /** Longer seasons are taken out by waves first and put back on the forecast. */
  readonly longestPeriod?: number;
  /** @throws LatheError `needs-positive-values`, `no-season` or `series-unforecastable` */
  fit(history: History, params: ParamsOf<S>, context: SeededContext): Promise<ForecastFit<F>>;
  forecast(state: F, steps: number): Course;
  /** The same model with its numbers as they were found, at the end of the first part of what it was fitted to: what it would have said then. */
  seenFrom(state: F, past: History): F;
  /** How many numbers the fit chose to please the history; 0 where looking back learns anew from what was before. */
  fitted(state: F): number;
}

/** Forgets the exact types, so that definitions can share a registry. */
export function defineForecaster<const S extends ParamSpecs, F extends PlainRecord>(forecaster: Forecaster<S, F>): Forecaster {
  return forecaster as unknown as Forecaster;
}
