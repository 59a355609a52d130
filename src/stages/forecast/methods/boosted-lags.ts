import { pause } from '../../../core/context.ts';
import { seriesTooShort } from '../../../core/errors/forecasting.ts';
import { note } from '../../../core/note.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import { counted } from '../../../core/words.ts';
import { boundsOf } from '../bounds/bounds-of.ts';
import { distancesWithin } from '../bounds/look-back.ts';
import { widen, type Misses, type Widening } from '../bounds/widening.ts';
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
  /** How its errors differ from those of a value that wanders; null where no end could be held out. */
  readonly widening: Widening | null;
}

interface Tail extends ScaledSeries {
  readonly lead: number;
}

/** Errors on held-out ends that widths are learned from, at most, over all series. */
const ASKED = 300;

/**
 * A learner of numbers over earlier values of all series together, run on step by step. Its bounds are as wide as its errors were on the last quarter of the series, which
 * the learner that was asked there had not seen.
 * Sources: Montero-Manso & Hyndman (2021), "Principles and algorithms for forecasting groups of time series: locality and globality".
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
      search: [2, 48],
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
    const misses = await missesOutside(known, plan, context);
    const { columns, answers } = lagTable(known, plan);
    const learned = await context.regressor.fit(columns, answers, context);
    const state: BoostedState = { learned, plan, tails: tailsOf(panel, series, reach), widening: widen(misses, 1) };
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
    return { ...endAt(one, one.values.length, reach), lead: end - one.first - one.values.length };
  });
}

/** One learner that has not seen the last part, asked again and again within it. */
async function missesOutside(series: readonly ScaledSeries[], plan: LagPlan, context: ForecastContext): Promise<readonly Misses[]> {
  const reach = reachOf(plan);
  const held = Math.floor((Math.max(...series.map(({ values }) => values.length)) - reach) / 4);
  const seen = series
    .map((one) => ({ ...one, values: one.values.subarray(0, one.values.length - held) }))
    .filter(({ values }) => values.length > reach + 1);
  if (held < 1 || seen.length === 0) return [];
  const { columns, answers } = lagTable(seen, plan);
  const learned = await context.regressor.fit(columns, answers, context);
  const stride = Math.max(1, Math.ceil((held * series.length) / ASKED));
  const distances = distancesWithin(held);
  const furthest = distances.at(-1)!;
  const misses = distances.map(() => [] as number[]);
  for (const one of series) {
    await pause(context);
    const backs = Array.from({ length: Math.ceil(held / stride) }, (_, i) => held - i * stride);
    const starts = backs.filter((back) => one.values.length - back > reach);
    const said = runOn(starts.map((back) => endAt(one, one.values.length - back, reach)), { plan, learned, steps: furthest }, context.regressor); // prettier-ignore
    starts.forEach((back, i) =>
      distances.forEach((steps, d) => {
        if (steps > back) return;
        const miss = one.values[one.values.length - back + steps - 1]! - said[i]![steps - 1]!;
        misses[d]!.push(miss / (one.scale * reckoned(steps)));
      })
    );
  }
  return distances.map((steps, d) => ({ steps, ratios: Float64Array.from(misses[d]!), stride }));
}

/** What the deviation would be for a value that wanders as this one changes: what errors are held against. */
const reckoned = (steps: number): number => 1.25 * Math.sqrt(steps);

/** The latest values before a place, no more than a step is told by. */
function endAt(one: ScaledSeries, place: number, reach: number): ScaledSeries {
  const cut = place - reach - 1;
  return { values: one.values.slice(cut, place), scale: one.scale, first: one.first + cut };
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

function outlooks({ learned, plan, tails, widening }: BoostedState, { steps, levels }: Ask, regressor: Regressor): Outlook[] {
  const known = tails.filter((tail): tail is Tail => tail !== null);
  const furthest = steps + Math.max(0, ...known.map(({ lead }) => lead));
  const said = known.length === 0 ? [] : runOn(known, { plan, learned, steps: furthest }, regressor);
  let next = 0;
  return tails.map((tail) => {
    if (tail === null) return unknown(steps, levels);
    const mean = said[next++]!;
    const spread = mean.map((_, step) => tail.scale * reckoned(step + 1));
    const { lead } = tail;
    const whole = boundsOf({ mean, spread, df: Infinity }, widening, { levels });
    return {
      mean: mean.slice(lead, lead + steps),
      bounds: whole.bounds.map(({ level, low, high }) => ({
        level,
        low: low.slice(lead, lead + steps),
        high: high.slice(lead, lead + steps)
      }))
    };
  });
}

const unknown = (steps: number, levels: readonly number[]): Outlook => {
  const line = new Float64Array(steps).fill(NaN);
  return { mean: line, bounds: levels.map((level) => ({ level, low: line, high: line })) };
};
