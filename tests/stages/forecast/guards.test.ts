import { describe, expect, test } from 'vitest';
import { isLatheError } from '../../../src/core/errors/lathe-error.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import { forecasters } from '../../../src/stages/forecast/registry.ts';
import { backtest, rollingOrigins } from '../../../src/stages/forecast/evaluate/backtest.ts';
import { dieboldMariano, differenceOf } from '../../../src/stages/forecast/evaluate/diebold-mariano.ts';
import { judgeForecasts } from '../../../src/stages/forecast/evaluate/judge.ts';
import { forecastContext } from './context.ts';
import { noise, panelOf, seasonal, wandering } from './simulate.ts';

/** Searches for forms and orders take seconds: one test does them, the others say what they want. */
const quick: Readonly<Record<string, object>> = {
  ets: { error: 'add', trend: 'none' },
  arima: { order: [1, 0, 0], seasonalOrder: [0, 0, 0] }
};
const paramsOf = (id: string, more = {}) => ({ ...defaultsOf(forecasters.get(id).params), ...quick[id], ...more }) as never;
const test12 = (series: readonly Float64Array[], horizon = 6, most = 8) => {
  const panel = panelOf(series);
  return { panel, plan: rollingOrigins(panel, { horizon, most, fewest: 40 }) };
};

describe.each(forecasters.all.map(({ id }) => id))('%s', (id) => {
  const method = forecasters.get(id);

  test('is not moved by what comes after the origin', async () => {
    const values = seasonal(76, 5);
    const { panel, plan } = test12([values], 12, 2);
    const changed = panelOf([values.map((value, i) => (i < 64 ? value : 1000 * Math.sin(i)))]);
    const first = await backtest(panel, method, { plan, params: paramsOf(id) }, forecastContext());
    const second = await backtest(changed, method, { plan: { ...plan, origins: plan.origins }, params: paramsOf(id) }, forecastContext());
    const of = (all: Float64Array) => [...all].filter((_, row) => first.origin[row] === 1);
    expect(plan.origins[1]).toBe(64);
    for (const key of ['mean', 'low95', 'high80', 'scale'] as const) expect(of(second[key])).toEqual(of(first[key]));
  });

  test('says the same for the same history, as plain data that can be cloned', async () => {
    const panel = panelOf([seasonal(60, 6)]);
    const fit = await method.fit(panel, paramsOf(id), forecastContext());
    const again = await method.fit(panel, paramsOf(id), forecastContext());
    const ask = { steps: 14, levels: [0.8, 0.95] };
    const said = method.forecast(structuredClone(fit.state), ask, forecastContext().regressor);
    expect(said).toEqual(method.forecast(again.state, ask, forecastContext().regressor));
    const [{ mean, bounds }] = said as [(typeof said)[0]];
    expect(mean.length).toBe(14);
    mean.forEach((value, step) => {
      const [inner, outer] = bounds;
      const sides = [outer!.low[step]!, inner!.low[step]!, value, inner!.high[step]!, outer!.high[step]!];
      expect([...sides].sort((a, b) => a - b)).toEqual(sides);
    });
  });

  test('on noise is no better than the mean', async () => {
    const { panel, plan } = test12([noise(120, 11)], 6, 12);
    const own = await backtest(panel, method, { plan, params: paramsOf(id) }, forecastContext());
    const mean = await backtest(panel, forecasters.get('mean-forecast'), { plan, params: paramsOf('mean-forecast') }, forecastContext());
    const { difference, low } = dieboldMariano(own, mean, 'mae');
    expect(Number.isNaN(low) ? difference : low).toBeLessThan(0.6);
    expect(difference).toBeGreaterThan(-0.15);
  });

  test('takes short, constant and holed series beside others, and says so', async () => {
    const holed = seasonal(60, 9).map((value, i) => (i % 7 === 3 ? NaN : value));
    const panel = panelOf([seasonal(60, 8), holed, new Float64Array(60).fill(7), seasonal(4, 2), Float64Array.of(3)]);
    const fit = await method.fit(panel, paramsOf(id), forecastContext());
    const said = method.forecast(fit.state, { steps: 3, levels: [0.95] }, forecastContext().regressor);
    expect(said.slice(0, 3).every(({ mean }) => mean.every(Number.isFinite))).toBe(true);
    expect([...said[2]!.mean].every((value) => Math.abs(value - 7) < 2)).toBe(true);
    expect(fit.notes.length).toBeGreaterThan(0);
  });
});

test('a single series that is too short is refused with the numbers', async () => {
  try {
    await forecasters.get('arima').fit(panelOf([noise(5, 1)]), paramsOf('arima'), forecastContext());
    expect.unreachable();
  } catch (error) {
    expect(isLatheError(error) && [error.code, error.context['steps']]).toEqual(['series-too-short', 5]);
  }
});

test('forms that multiply are refused on values below 0, and left out where the form is free', async () => {
  const panel = panelOf([noise(60, 1)]);
  const asked = forecasters.get('ets').fit(panel, paramsOf('ets', { error: 'mul', seasonal: 'none' }), forecastContext());
  await expect(asked).rejects.toMatchObject({ code: 'needs-positive-values' });
  const free = await forecasters.get('ets').fit(panel, paramsOf('ets', { error: 'auto', trend: 'auto' }), forecastContext());
  expect(free.notes.map(({ code }) => code)).toContain('additive-only');
});

test('no room for an origin is an error with the numbers', () => {
  expect(() => rollingOrigins(panelOf([noise(20, 1)]), { horizon: 15, most: 5, fewest: 10 })).toThrow(/leave no room/);
});

test('what repeats is found: ETS and Theta beat the naive forecast on a season with a trend', async () => {
  const { panel, plan } = test12([seasonal(96, 21)], 6, 5);
  const naive = await backtest(panel, forecasters.get('seasonal-naive'), { plan, params: paramsOf('seasonal-naive') }, forecastContext());
  for (const id of ['ets', 'theta']) {
    const own = await backtest(
      panel,
      forecasters.get(id),
      { plan, params: paramsOf(id, { error: 'auto', trend: 'auto' }) },
      forecastContext()
    );
    const { difference, high, pValue } = dieboldMariano(own, naive, 'mase');
    expect([id, difference < 0, high < 0, pValue < 0.05]).toEqual([id, true, true, true]);
  }
});

test('every measure comes with an interval and the method that made it', async () => {
  const { panel, plan } = test12([wandering(120, 3)], 6, 10);
  const own = await backtest(panel, forecasters.get('drift'), { plan, params: paramsOf('drift') }, forecastContext());
  const metrics = await judgeForecasts(own, forecastContext());
  for (const { value, low, high, method, n } of Object.values(metrics)) {
    expect(n).toBe(60);
    expect(method).toMatch(/10 whole origins drawn|none/);
    if (!Number.isNaN(low)) expect(low <= value && value <= high).toBe(true);
  }
});

test('the test of Diebold and Mariano rejects no more than it says where both are as good', () => {
  let rejected = 0;
  for (let seed = 1; seed <= 2000; seed++) if (differenceOf(noise(12, seed)).pValue < 0.05) rejected++;
  expect(rejected / 2000).toBeLessThan(0.065);
});
