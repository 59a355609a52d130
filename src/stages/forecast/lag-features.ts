import type { Panel, Series } from './panel.ts';
import { fillGaps } from './fill-gaps.ts';
import { trimmed } from './find-season.ts';
import { naiveScale } from './evaluate/backtest.ts';

/** Which earlier values a step is told by. */
export interface LagPlan {
  readonly lags: readonly number[];
  /** Widths of running means that end with the value before. */
  readonly means: readonly number[];
  readonly period: number;
}

/** A series as the learner sees it: without gaps, about 0, in units of how much it changes. */
export interface ScaledSeries {
  readonly values: Float64Array;
  readonly scale: number;
  /** Place of the first value. */
  readonly first: number;
}

/** The latest values one by one, one to three seasons ago, and running means. @param longest the longest history there is */
export function lagPlan(period: number, lags: number, longest: number): LagPlan {
  const recent = Array.from({ length: lags }, (_, i) => i + 1);
  const seasons = period > 1 ? [1, 2, 3].flatMap((k) => [k * period, k * period + 1]) : [];
  const usable = [...new Set([...recent, ...seasons])].filter((lag) => lag <= longest / 2).sort((a, b) => a - b);
  const means = [...new Set([Math.min(4, lags), period > 1 ? period : lags])].filter((width) => width > 1 && width <= longest / 2);
  return { lags: usable, means, period };
}

export const columnCount = ({ lags, means, period }: LagPlan): number => lags.length + means.length + (period > 1 ? 1 : 0);

/** Steps before the first one whose features are all known. */
export const reachOf = ({ lags, means }: LagPlan): number => Math.max(1, ...lags, ...means);

export function scaledSeries({ first, values }: Series, period: number): ScaledSeries {
  const filled = fillGaps(trimmed(values), period);
  const scale = naiveScale(filled, 1);
  return { values: filled, scale: Number.isNaN(scale) ? 1 : scale, first };
}

/**
 * What is known of a step from the values before it, each told as its difference from the last one, so that series of any level look alike.
 * @param into filled from `at` on: one entry a column
 * @param step the one to be told, counted from the first value
 */
export function fillFeatures(
  into: readonly Float64Array[],
  at: number,
  { values, scale, first }: ScaledSeries,
  step: number,
  plan: LagPlan
): void {
  const last = values[step - 1]!;
  let column = 0;
  for (const lag of plan.lags)
    into[column++]![at] = lag === 1 ? (step > 1 ? (last - values[step - 2]!) / scale : 0) : (values[step - lag]! - last) / scale;
  for (const width of plan.means) {
    let total = 0;
    for (let i = step - width; i < step; i++) total += values[i]!;
    into[column++]![at] = (total / width - last) / scale;
  }
  if (plan.period > 1) into[column]![at] = (first + step) % plan.period;
}

/** All steps whose features are known, with their answers: the change from the last value, in units of the series. */
export function lagTable(series: readonly ScaledSeries[], plan: LagPlan): { columns: Float64Array[]; answers: Float64Array } {
  const reach = reachOf(plan);
  const rows = series.reduce((total, { values }) => total + Math.max(0, values.length - reach), 0);
  const columns = Array.from({ length: columnCount(plan) }, () => new Float64Array(rows));
  const answers = new Float64Array(rows);
  let at = 0;
  for (const one of series) {
    for (let step = reach; step < one.values.length; step++, at++) {
      fillFeatures(columns, at, one, step, plan);
      answers[at] = (one.values[step]! - one.values[step - 1]!) / one.scale;
    }
  }
  return { columns, answers };
}

/** The length of the longest series. */
export const longestOf = ({ series }: Panel): number => series.reduce((most, { values }) => Math.max(most, values.length), 0);
