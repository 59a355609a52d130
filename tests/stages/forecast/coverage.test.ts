import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../../../src/core/params.ts';
import { boostedRegressor } from '../../../src/jobs/tasks/forecasting/boosted-regressor.ts';
import { backtest } from '../../../src/stages/forecast/evaluate/backtest.ts';
import { forecasters } from '../../../src/stages/forecast/registry.ts';
import { forecastContext } from './context.ts';
import { panelOf, remembering, seasonal, walking } from './simulate.ts';

/** As users get it, with search and boosting, takes minutes; in short, forms are given and a ridge regression learns over lags. */
const isWhole = process.env['LATHE_FULL'] !== undefined;
const HORIZON = 12;
const kinds = { remembering, seasonal, walking } as const;
type Kind = keyof typeof kinds;

const short: Readonly<Record<string, (kind: Kind) => object>> = {
  ets: (kind) => ({ error: 'add', trend: kind === 'seasonal' ? 'add' : 'none', seasonal: kind === 'seasonal' ? 'add' : 'none' }),
  arima: (kind) => ({ order: kind === 'remembering' ? [1, 0, 0] : [0, 1, 1], seasonalOrder: kind === 'seasonal' ? [0, 1, 1] : [] }),
  'boosted-lags': () => ({ lags: 4 })
};
const slow = new Set(['ets', 'arima', 'boosted-lags']);

/** Shares of values within the bounds, over series that end anywhere in their season, each forecast once. */
async function coverage(id: string, kind: Kind, steps: number): Promise<{ inner: number; outer: number }> {
  const method = forecasters.get(id);
  const context = { ...forecastContext(), ...(isWhole ? { regressor: boostedRegressor() } : {}) };
  const params = { ...defaultsOf(method.params), ...(isWhole ? {} : short[id]?.(kind)), period: kind === 'seasonal' ? 12 : 1 } as never;
  let [inner, outer, count] = [0, 0, 0];
  const series = isWhole ? (slow.has(id) ? 100 : 400) : kind === 'seasonal' && slow.has(id) ? 36 : 96;
  for (let seed = 1; seed <= series; seed++) {
    const known = steps + (seed % 12);
    const panel = panelOf([kinds[kind](known + HORIZON, seed)]);
    const said = await backtest(panel, method, { plan: { horizon: HORIZON, origins: [known], season: 1 }, params }, context);
    said.actual.forEach((value, row) => {
      inner += Number(value >= said.low80[row]! && value <= said.high80[row]!);
      outer += Number(value >= said.low95[row]! && value <= said.high95[row]!);
      count++;
    });
  }
  return { inner: inner / count, outer: outer / count };
}

/** What a method can't know: that a level it takes for fixed wanders, or that the mean of a rising series is no guess of its end. */
const hopeless = new Set(['mean-forecast of seasonal', 'mean-forecast of walking']);
/** So few steps, parted once more to be learned from and judged by, leave bounds wide. */
const isFree = (id: string, steps: number) => id === 'boosted-lags' && steps < 100;

/** A season of twelve numbers is searched for a second each: as users get it only. */
const isShort = (id: string, kind: Kind) => isWhole || !(id === 'ets' && kind === 'seasonal');

const cases = forecasters.all.flatMap(({ id }) =>
  (Object.keys(kinds) as Kind[]).filter((kind) => isShort(id, kind)).map((kind) => [id, kind] as const)
);

describe.each(isWhole ? [60, 200] : [60])('bounds hold what they say, of series of some %i steps', (steps) => {
  test.each(cases.filter((names) => !hopeless.has(names.join(' of '))))('%s of %s', async (id, kind) => {
    const { inner, outer } = await coverage(id, kind, steps);
    expect(inner).toBeGreaterThan(0.75);
    expect(outer).toBeGreaterThan(0.91);
    if (!isFree(id, steps)) expect(inner).toBeLessThan(0.89);
  });

  test.each(['seasonal', 'walking'] as const)('the mean of what is not level (%s) is at least less sure of itself', async (kind) => {
    const { outer } = await coverage('mean-forecast', kind, steps);
    expect(outer).toBeGreaterThan(0.85);
  });
});
