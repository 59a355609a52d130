import { optionNotForTask } from '../../../core/errors/tasks.ts';
import { partOf } from '../../../core/context.ts';
import { defaultsOf } from '../../../core/params.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import { note, type Note } from '../../../core/note.ts';
import { forkRng } from '../../../core/rng.ts';
import type { SplitSpec } from '../../../core/split.ts';
import { counted } from '../../../core/words.ts';
import { backtest, LEVELS, rollingOrigins } from '../../../stages/forecast/evaluate/backtest.ts';
import { dieboldMariano } from '../../../stages/forecast/evaluate/diebold-mariano.ts';
import { judgeForecasts, scoresByOrigin } from '../../../stages/forecast/evaluate/judge.ts';
import type { ForecastContext, PanelFit } from '../../../stages/forecast/method-type.ts';
import { endOf } from '../../../stages/forecast/panel.ts';
import { forecasters } from '../../../stages/forecast/registry.ts';
import { defineWay, type TaskAsk, type TaskFit, type TaskOutside } from '../task-way.ts';
import { boostedRegressor } from './boosted-regressor.ts';
import { findingsOf } from './findings-of.ts';
import { seriesOf, type StudySeries } from './series-of.ts';

interface ForecastingFit extends TaskFit {
  readonly fitted: PanelFit;
}

/** Origins judged unless folds are asked for: each costs a fit. */
const ORIGINS = 10;
const ORIGINS_OF_MANY = 3;
const MANY_SERIES = 10;

/**
 * Numbers to come, from those that came. Judged from rolling origins: before each, everything is learned anew from what was known by then. The end of the history is
 * sealed: no origin reaches into it. What is kept is learned from all of it, for what is to come begins after it; no choice hangs on that.
 */
export const forecastingWay = defineWay<ForecastingFit>({
  id: 'forecasting',
  models: forecasters.all,
  takesFolds: true,

  plan(study, { cv }) {
    if (cv && cv.kind !== 'time') throw optionNotForTask(`cross-validation of the kind ${cv.kind}`, 'forecasting');
    const read = seriesOf(study);
    const none = new Uint32Array(0);
    return Promise.resolve({
      split: { kind: 'time', shares: sharesOf(read), column: read.time, seed: 0 },
      parts: { ...read.parts, validation: none },
      steps: [],
      shape: { rows: study.table.rows, columns: read.panel.series.length },
      notes: [...read.notes, ...sealedNotes(read)]
    });
  },

  async fit(study, _plan, ask, outside) {
    const read = seriesOf(study);
    const fitted = await forecasters.get(ask.model).fit(read.panel, paramsOf(read, ask.params), contextOf(ask, outside, 'fit'));
    const kept = { end: endOf(read.panel), frequency: { ...read.panel.frequency }, horizon: read.horizon, fitted: fitted.state };
    return { kept: { state: { ...kept, names: read.panel.series.map(({ name }) => name) } }, notes: fitted.notes, fitted };
  },

  async judge({ fitted }, study, _plan, ask, outside) {
    const read = seriesOf(study);
    const method = forecasters.get(ask.model);
    const [naive] = forecasters.all as [typeof method];
    const most = ask.cv?.folds ?? (read.panel.series.length >= MANY_SERIES ? ORIGINS_OF_MANY : ORIGINS);
    const fewest = Math.max(method.fewest(fitted.period), naive.fewest(fitted.period));
    const plan = {
      ...rollingOrigins(read.panel, { horizon: read.horizon, most, fewest, end: endOf(read.panel) - read.sealed }),
      season: read.season
    };
    const context = contextOf(ask, outside, 'judge');
    const params = paramsOf(read, ask.params);
    const own = await backtest(read.panel, method, { plan, params }, partOf(context, 0, 0.8));
    const plain = paramsOf(read, defaultsOf(naive.params) as PlainRecord);
    const base = method.id === naive.id ? own : await backtest(read.panel, naive, { plan, params: plain }, partOf(context, 0.8, 0.9));
    const metrics = await judgeForecasts(own, partOf(context, 0.9, 1));
    const baseline = base === own ? metrics : await judgeForecasts(base, partOf(context, 1, 1));
    const outlooks = method.forecast(fitted.state, { steps: read.horizon, levels: LEVELS }, context.regressor);
    const against = base === own ? null : dieboldMariano(own, base, 'mase');
    const findings = findingsOf(read, { label: method.label, fitted, outlooks, test: own, metrics, baseline, against }, ask.model);
    return { metrics: { cv: metrics }, folds: scoresByOrigin(own), findings, notes: [] };
  }
});

const sharesOf = ({ parts: { train, test } }: StudySeries): NonNullable<SplitSpec['shares']> => {
  const share = test.length / Math.max(1, train.length + test.length);
  return { train: 1 - share, validation: 0, test: share };
};

function sealedNotes({ sealed, horizon }: StudySeries): Note[] {
  if (sealed > 0) return [note('end-sealed', `The last ${counted(sealed, 'step')} are sealed: no model is judged or chosen by them until they are opened.`)]; // prettier-ignore
  return [note('nothing-sealed', `The history is too short to keep its last ${counted(horizon, 'step')} back: only what comes will tell.`)];
}

/** What the problem says of the season holds for every model that is not told another one. */
export const paramsOf = ({ season }: StudySeries, params: PlainRecord): PlainRecord =>
  params['period'] === 0 && season > 0 ? { ...params, period: season } : params;

const contextOf = ({ seed }: TaskAsk, outside: TaskOutside, purpose: string): ForecastContext => ({
  ...outside,
  rng: forkRng(seed, purpose),
  regressor: boostedRegressor()
});
