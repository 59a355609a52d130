import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { expectRunTime, forecastRunTime, type RunSize, type TimedRun } from '../../../src/stages/govern/run-time.ts';

const size = (rows: number, change: Partial<RunSize> = {}): RunSize => ({
  model: 'boosting',
  rows,
  columns: 10,
  fits: 6,
  outputs: 1,
  rounds: 100,
  ...change
});
const timed = (rows: number, fitMs: number, change: Partial<TimedRun> = {}): TimedRun => ({
  ...size(rows),
  backend: 'cpu',
  fitMs,
  ...change
});

/** A device on which every run takes 60 ms and a cell 1.5 microseconds, 10 nanoseconds a round and fit: twice to four times another one. */
const took = ({ rows, columns, fits, outputs, rounds }: RunSize, noise = 0): number =>
  (60 + rows * columns * (1.5e-3 + 2e-5 * fits * outputs * rounds)) * Math.exp(noise);

describe('how long a run takes', () => {
  test('nothing to go by: no forecast', () => {
    expect(forecastRunTime([timed(100, 5, { model: 'mlp' })], size(2000))).toBeNull();
  });

  test('from tiny tables to a large one the forecast was ten times too high', () => {
    const tiny = [60, 80, 120].map((rows) => timed(rows, took(size(rows))));
    const large = size(100_000);
    const { ms, low, high } = forecastRunTime(tiny, large)!;
    expect(ms / took(large)).toBeGreaterThan(1 / 3);
    expect(ms / took(large)).toBeLessThan(3);
    expect(low).toBeLessThan(took(large));
    expect(high).toBeGreaterThan(took(large));
  });

  test('and from a large table to tiny ones not far too low', () => {
    const { ms } = forecastRunTime([timed(100_000, took(size(100_000)))], size(60))!;
    expect(ms / took(size(60))).toBeGreaterThan(1 / 5);
    expect(ms / took(size(60))).toBeLessThan(5);
  });

  test('two sizes are enough to know both parts', () => {
    const history = [60, 100, 50_000, 80_000].map((rows) => timed(rows, took(size(rows))));
    for (const rows of [60, 1000, 20_000, 200_000]) {
      const { ms } = forecastRunTime(history, size(rows))!;
      expect(ms / took(size(rows)), String(rows)).toBeGreaterThan(0.7);
      expect(ms / took(size(rows)), String(rows)).toBeLessThan(1.4);
    }
  });

  test('one run promises within a factor of some, many of its size within far less', () => {
    const rng = createRng(3);
    const one = forecastRunTime([timed(2000, took(size(2000)))], size(2000))!;
    const many = forecastRunTime(
      Array.from({ length: 30 }, () => timed(2000, took(size(2000), 0.1 * normal(rng)))),
      size(2000)
    )!;
    expect(one.runs).toBe(1);
    expect(one.high / one.low).toBeGreaterThan(6);
    expect(many.high / many.low).toBeLessThan(2);
    expect(many.ms / took(size(2000))).toBeCloseTo(1, 1);
  });

  test('folds, classes and rounds count, for a large table in proportion', () => {
    const history = [timed(50_000, took(size(50_000)))];
    const ms = (change: Partial<RunSize>) => forecastRunTime(history, size(50_000, change))!.ms;
    expect(ms({ outputs: 3 }) / ms({})).toBeGreaterThan(2);
    expect(ms({ rounds: 500 }) / ms({})).toBeGreaterThan(3.5);
    expect(ms({ fits: 1 }) / ms({})).toBeLessThan(0.4);
    expect(ms({ fits: 1 }) / ms({})).toBeGreaterThan(1 / 6);
  });

  test('another backend only when this one never ran', () => {
    const history = [timed(2000, 10, { backend: 'webgpu' }), timed(2000, 900)];
    expect(forecastRunTime(history, { ...size(2000), backend: 'cpu' })!.ms).toBeCloseTo(900, 0);
    expect(forecastRunTime(history.slice(0, 1), { ...size(2000), backend: 'cpu' })!.ms).toBeCloseTo(10, 0);
  });

  test('neither part is ever below nothing: a larger table never takes less', () => {
    const odd = [timed(100, 900), timed(5000, 500), timed(20_000, 400)];
    const times = [10, 1000, 100_000].map((rows) => forecastRunTime(odd, size(rows))!.ms);
    expect(times[0]).toBeGreaterThan(0);
    expect(times[1]!).toBeGreaterThan(times[0]!);
    expect(times[2]!).toBeGreaterThan(times[1]!);
  });

  test.each([1, 2, 3, 5, 10, 30])('the range holds what it says, with %i earlier runs of any size', (runs) => {
    const rng = createRng(runs);
    const anyRows = () => Math.round(50 * 2000 ** rng());
    let held = 0;
    for (let round = 0; round < 400; round++) {
      const history = Array.from({ length: runs }, anyRows).map((rows) => timed(rows, took(size(rows), 0.25 * normal(rng))));
      const next = size(anyRows());
      const { low, high } = forecastRunTime(history, next)!;
      const actual = took(next, 0.25 * normal(rng));
      if (actual >= low && actual <= high) held++;
    }
    expect(held / 400).toBeGreaterThan(0.93);
  });
});

/** Seconds of boosting and of a linear model as they were measured, rows x columns at the left, one fit and six. */
test('measured times of one device are foretold within a factor of three from its smallest tables', () => {
  const boosting = [
    { ...size(60, { columns: 4, fits: 1 }), ms: 35 },
    { ...size(60, { columns: 4 }), ms: 61 },
    { ...size(300, { columns: 4 }), ms: 116 },
    { ...size(10_000), ms: 3262 },
    { ...size(40_000, { columns: 20 }), ms: 11_472 }
  ];
  const history = boosting.slice(0, 3).map(({ ms, ...run }) => ({ ...run, backend: 'cpu', fitMs: ms }));
  for (const { ms, ...run } of boosting.slice(3)) {
    const forecast = forecastRunTime(history, run)!;
    expect(forecast.ms / ms).toBeGreaterThan(1 / 3);
    expect(forecast.ms / ms).toBeLessThan(3);
    expect(forecast.low).toBeLessThan(ms);
    expect(forecast.high).toBeGreaterThan(ms);
  }
});

describe('a model that never ran here', () => {
  test('takes its usual cost at the best speed that others showed: a cold start does not make it seem slow', () => {
    const others = [timed(1000, 200, { model: 'linear' }), timed(1000, 260, { model: 'tree' })];
    expect(forecastRunTime(others, size(1000))).toBeNull();
    const found = expectRunTime(others, size(1000))!;
    const slower = expectRunTime(others.map((run) => ({ ...run, fitMs: 3 * run.fitMs })), size(1000))!; // prettier-ignore
    expect(slower.ms).toBeCloseTo(3 * found.ms);
    expect(expectRunTime([timed(1000, 5000, { model: 'baseline' }), ...others], size(1000))!.ms).toBeCloseTo(found.ms);
    expect(found.high).toBeGreaterThanOrEqual(found.ms);
    expect(expectRunTime([], size(1000))).toBeNull();
  });

  test('of forests another forest tells more than what is quick', () => {
    const history = [timed(1000, 20, { model: 'linear' }), timed(1000, 4000, { model: 'forest' })];
    expect(expectRunTime(history, size(1000, { model: 'extra-trees' }))!.ms).toBeGreaterThan(3000);
    expect(expectRunTime(history, size(1000, { model: 'tree' }))!.ms).toBeLessThan(1000);
  });

  test('what grows with the square of the rows is expected to', () => {
    const history = [timed(1000, 200, { model: 'linear' })];
    const at = (rows: number) => expectRunTime(history, size(rows, { model: 'gaussian-process' }))!.ms;
    expect(at(8000) / at(4000)).toBeGreaterThan(6);
  });
});
