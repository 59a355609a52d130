import { pause } from '../../../core/context.ts';
import { seriesTooShort } from '../../../core/errors/forecasting.ts';
import { note } from '../../../core/note.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import { quantileSorted } from '../../../core/stats.ts';
import { counted } from '../../../core/words.ts';
import { findSeason } from '../find-season.ts';
import type { Ask, Outlook } from '../forecaster-type.ts';
import {
  columnCount,
  fillFeatures,
  lagPlan,
  lagTable,
  longestOf,
  reachOf,
  scaledSeries,
  type LagPlan,
  type ScaledSeries
} from '../lag-features.ts';
import { periodParam, type ForecastContext, type ForecastMethod, type Regressor } from '../method-type.ts';
import { endOf, type Panel } from '../panel.ts';

interface BoostedState {
  readonly learned: PlainRecord;
  readonly plan: LagPlan;
  /** The latest values of each series; null where too few are known. */
  readonly tails: readonly (Tail | null)[];
  /** Sizes of the errors of forecasts made on held-out ends, in units of the series, by step: ascending. */
  readonly errors: readonly Float64Array[];
}

interface Tail extends ScaledSeries {
  readonly lead: number;
}

/** Ends held out one behind the other, to see how far off forecasts are. */
const HELD_OUT = 8;
/** Steps of a held-out end; further steps take the error of the last one, grown by the root of their distance. */
const MOST_HELD_STEPS = 48;

/**
 * A learner of numbers over earlier values of all series together, run on step by step. Its bounds are the errors it made on ends of the series
 * that it had not seen: as wide as a share of them lay (split conformal bounds, by step).
 * Sources: Montero-Manso & Hyndman (2021), "Principles and algorithms for forecasting groups of time series: locality and globality"; Stankeviciute, Alaa &
 * van der Schaar (2021), "Conformal time-series forecasting".
 */
export const boostedLags: ForecastMethod = {
  id: 'boosted-lags',
  label: 'Boosting over lags',
  doc: 'Gradient boosting over earlier values, learned from all series at once; strong with many series or long ones, no better than chance on short ones.',
  family: 'trees',
  task: 'forecasting',
  params: {
    lags: {
      type: 'int',
      default: 12,
      min: 1,
      max: 200,
      doc: 'How many of the latest values a step is told by, besides those of one to three seasons ago.'
    },
    period: periodParam
  },
  fewest: (period) => 3 * Math.max(period, 1) + 10,
  async fit(panel, params, context) {
    const asked = params['period'] as number;
    const period = asked === 0 ? findSeason(panel) : asked;
    const longest = longestOf(panel);
    const plan = lagPlan(period, params['lags'] as number, longest);
    const reach = reachOf(plan);
    const series = panel.series.map((one) => (one.values.length === 0 ? null : scaledSeries(one, period)));
    const known = series.filter((one): one is ScaledSeries => one !== null && one.values.length > reach + 1);
    if (known.length === 0) throw seriesTooShort('The longest history', longest, reach + 2);
    const errors = await errorsOutside(known, plan, context);
    const { columns, answers } = lagTable(known, plan);
    const learned = await context.regressor.fit(columns, answers, context);
    const state: BoostedState = { learned, plan, tails: tailsOf(panel, series, reach), errors };
    const left = panel.series.length - known.length;
    const notes =
      left > 0
        ? [note('series-too-short-for-lags', `${counted(left, 'series', 'series')} of fewer than ${reach + 2} steps have no forecast.`)]
        : [];
    return {
      state: state as unknown as PlainRecord,
      words: `${counted(columnCount(plan), 'feature')} of ${counted(answers.length, 'step')}`,
      notes,
      period
    };
  },
  forecast: (state, ask, regressor) => outlooks(state as unknown as BoostedState, ask, regressor)
};

function tailsOf(panel: Panel, series: readonly (ScaledSeries | null)[], reach: number): (Tail | null)[] {
  const end = endOf(panel);
  return series.map((one) => {
    if (one === null || one.values.length <= reach) return null;
    const cut = one.values.length - reach - 1;
    return { values: one.values.slice(cut), scale: one.scale, first: one.first + cut, lead: end - one.first - one.values.length };
  });
}

/** One learner that has not seen the last part, asked again and again within it. */
async function errorsOutside(series: readonly ScaledSeries[], plan: LagPlan, context: ForecastContext): Promise<Float64Array[]> {
  const reach = reachOf(plan);
  const room = Math.floor((Math.max(...series.map(({ values }) => values.length)) - reach) / 4);
  const steps = Math.max(1, Math.min(MOST_HELD_STEPS, Math.max(plan.period, 12), Math.floor(room / 2)));
  const origins = Math.max(1, Math.min(HELD_OUT, Math.floor(room / steps) * 2));
  const held = Math.min(room, steps * origins);
  const seen = series
    .map((one) => ({ ...one, values: one.values.subarray(0, one.values.length - held) }))
    .filter(({ values }) => values.length > reach + 1);
  if (seen.length === 0) return Array.from({ length: steps }, () => Float64Array.of(1));
  const { columns, answers } = lagTable(seen, plan);
  const learned = await context.regressor.fit(columns, answers, context);
  const sizes: number[][] = Array.from({ length: steps }, () => []);
  const stride = Math.max(1, Math.floor((held - steps) / Math.max(1, origins - 1)));
  for (let back = held; back >= steps; back -= stride) {
    await pause(context);
    const starts = series.filter(({ values }) => values.length - back > reach);
    const tails = starts.map((one) => ({ ...one, values: one.values.slice(0, one.values.length - back) }));
    const said = runOn(tails, { plan, learned, steps }, context.regressor);
    starts.forEach(({ values, scale }, i) =>
      said[i]!.forEach((value, step) => sizes[step]!.push(Math.abs(values[values.length - back + step]! - value) / scale))
    );
  }
  return sizes.map((own) => Float64Array.from(own.length > 0 ? own : [1]).sort());
}

interface Run {
  readonly plan: LagPlan;
  readonly learned: PlainRecord;
  readonly steps: number;
}

/** All series together, a step at a time, each step told by those said before it. */
function runOn(series: readonly ScaledSeries[], { plan, learned, steps }: Run, regressor: Regressor): Float64Array[] {
  const grown = series.map(({ values, ...rest }) => {
    const longer = new Float64Array(values.length + steps);
    longer.set(values);
    return { ...rest, values: longer, known: values.length };
  });
  const columns = Array.from({ length: columnCount(plan) }, () => new Float64Array(series.length));
  for (let step = 0; step < steps; step++) {
    grown.forEach((one, i) => fillFeatures(columns, i, one, one.known + step, plan));
    const changes = regressor.predict(learned, columns);
    for (const [i, { values, known, scale }] of grown.entries()) values[known + step] = values[known + step - 1]! + scale * changes[i]!;
  }
  return grown.map(({ values, known }) => values.slice(known));
}

function outlooks({ learned, plan, tails, errors }: BoostedState, { steps, levels }: Ask, regressor: Regressor): Outlook[] {
  const known = tails.filter((tail): tail is Tail => tail !== null);
  const furthest = steps + Math.max(0, ...known.map(({ lead }) => lead));
  const said = known.length === 0 ? [] : runOn(known, { plan, learned, steps: furthest }, regressor);
  let next = 0;
  return tails.map((tail) => {
    if (tail === null) return unknown(steps, levels);
    const mean = said[next++]!.slice(tail.lead, tail.lead + steps);
    const bounds = levels.map((level) => {
      const reach = mean.map((_, step) => tail.scale * sizeAt(errors, tail.lead + step, level));
      return { level, low: mean.map((value, i) => value - reach[i]!), high: mean.map((value, i) => value + reach[i]!) };
    });
    return { mean, bounds };
  });
}

const unknown = (steps: number, levels: readonly number[]): Outlook => {
  const line = new Float64Array(steps).fill(NaN);
  return { mean: line, bounds: levels.map((level) => ({ level, low: line, high: line })) };
};

/** The size that a share of the errors stays under, with the correction for few of them; few errors can't say more than their largest, stretched. */
function sizeAt(errors: readonly Float64Array[], step: number, level: number): number {
  const own = errors[Math.min(step, errors.length - 1)]!;
  const share = (level * (own.length + 1)) / own.length;
  const size = share <= 1 ? quantileSorted(own, share) : own.at(-1)! * share;
  return step < errors.length ? size : size * Math.sqrt((step + 1) / errors.length);
}
