import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { autocorrelation, partialAutocorrelation } from '../../../src/kernels/series/autocorrelation.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import { decompose } from '../../../src/kernels/series/decompose.ts';
import { findPeriod } from '../../../src/kernels/series/find-period.ts';
import { regularSeries } from '../../../src/stages/explore/series/regular-series.ts';
import { dickeyFullerTest, kpssTest } from '../../../src/kernels/series/stationarity.ts';

interface Reference {
  readonly values: number[];
  readonly period: number;
  readonly acf: number[];
  readonly pacf: number[];
  readonly trend: (number | null)[];
  readonly seasonal: number[];
  readonly rest: (number | null)[];
  readonly adf: [number, number, number];
  readonly kpss: [number, number, number];
}
const references = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/series.json'), 'utf8')) as Record<string, Reference>;

const near = (got: ArrayLike<number>, wanted: readonly (number | null)[], digits = 8) =>
  wanted.forEach((value, i) => (value === null ? expect(got[i]).toBeNaN() : expect(got[i]).toBeCloseTo(value, digits)));

describe.each(Object.entries(references))('%s, as statsmodels has it', (_name, reference) => {
  const values = Float64Array.from(reference.values);
  const every9th = (all: Float64Array) => all.filter((_, i) => i % 9 === 0);

  test('autocorrelations, whole and partial', () => {
    const acf = autocorrelation(values, 30);
    near(acf, reference.acf);
    near(partialAutocorrelation(acf), reference.pacf);
  });
  test('trend, season and rest', () => {
    const { trend, seasonal, rest } = decompose(values, reference.period);
    near(every9th(trend), reference.trend);
    near(every9th(seasonal), reference.seasonal);
    near(every9th(rest), reference.rest);
  });
  test('the tests of stationarity', () => {
    const adf = dickeyFullerTest(values)!;
    const kpss = kpssTest(values);
    expect([adf.lags, kpss.lags]).toEqual([reference.adf[2], reference.kpss[2]]);
    near([adf.statistic, adf.pValue, kpss.statistic, kpss.pValue], [...reference.adf.slice(0, 2), ...reference.kpss.slice(0, 2)], 6);
  });
});

const DAY = 86_400_000;
const days = (count: number, start = Date.UTC(2020, 0, 1)) => Float64Array.from({ length: count }, (_, i) => start + i * DAY);

describe('the season', () => {
  test('of the temperatures is the year, that of a wave its length, and a random walk and noise have none', () => {
    const periodOf = (values: Float64Array) => findPeriod(values, DAY);
    const { values: temperatures } = references['temperatures']!;
    expect(periodOf(Float64Array.from(temperatures))).toBe(365);
    expect(periodOf(Float64Array.from(references['wave']!.values))).toBe(12);
    expect(periodOf(Float64Array.from(references['walk']!.values))).toBe(null);
    const rng = createRng(8);
    let found = 0;
    for (let i = 0; i < 40; i++) if (periodOf(Float64Array.from({ length: 300 }, () => normal(rng))) !== null) found++;
    expect(found).toBeLessThan(4);
  });
});

describe('rows become a series', () => {
  test('in any order, with two rows of one day averaged and a missing day filled on the line', () => {
    const all = days(30);
    const times = Float64Array.from([...all.filter((_, i) => i !== 10).reverse(), all[3]!]);
    const values = Float64Array.from([...all.keys()].filter((i) => i !== 10).reverse().concat(5)); // prettier-ignore
    const series = regularSeries(times, values)!;
    expect(series).toMatchObject({ filled: 1, merged: 1, block: 1, stepMs: DAY });
    expect([...series.values]).toEqual([...all.keys()].map((i) => (i === 3 ? 4 : i)));
  });
  test('months are one step apart, whatever their days', () => {
    const times = Float64Array.from({ length: 48 }, (_, i) => Date.UTC(2020, i, 1));
    expect(regularSeries(times, times.map((_, i) => i))).toMatchObject({ filled: 0 }); // prettier-ignore
  });
  test('few moments, or moments far apart, are none; a great many are averaged in blocks', () => {
    expect(regularSeries(days(10), new Float64Array(10))).toBe(null);
    const scattered = days(40).map((time, i) => time + Math.max(0, i - 20) * 400 * DAY);
    expect(regularSeries(scattered, new Float64Array(40))).toBe(null);
    expect(regularSeries(days(50_000), new Float64Array(50_000))).toMatchObject({ block: 3 });
  });
});

test('a random walk is called one that has a level in five of a hundred, and noise is called one that wanders in few', () => {
  const rejected = (make: (seed: number) => Float64Array) =>
    Array.from({ length: 200 }, (_, seed) => dickeyFullerTest(make(seed + 1))!.pValue < 0.05).filter(Boolean).length / 200;
  const noise = (seed: number) => {
    const rng = createRng(seed);
    return Float64Array.from({ length: 200 }, () => normal(rng));
  };
  const walk = (seed: number) => {
    let level = 0;
    return noise(seed).map((value) => (level += value));
  };
  expect(rejected(walk)).toBeLessThan(0.1);
  expect(rejected(noise)).toBeGreaterThan(0.95);
});
