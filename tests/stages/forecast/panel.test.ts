import { expect, test } from 'vitest';
import { isLatheError } from '../../../src/core/errors/lathe-error.ts';
import { fillGaps } from '../../../src/stages/forecast/fill-gaps.ts';
import { findSeason } from '../../../src/stages/forecast/find-season.ts';
import { timeAt } from '../../../src/stages/forecast/frequency.ts';
import { makePanel, panelBefore } from '../../../src/stages/forecast/panel.ts';
import { DAY, days, months, noise, panelOf, seasonal } from './simulate.ts';

const one = (times: readonly number[], values: readonly number[]) =>
  makePanel({ times: Float64Array.from(times), values: Float64Array.from(values), names: null });

test('rows in any order make one series; rows of the same moment are averaged, missing steps are gaps', () => {
  const { panel, merged, gaps, leftOut } = one([3 * DAY, 0, DAY, DAY, NaN, 5 * DAY, 6 * DAY], [4, 1, 2, 4, 9, 6, 7]);
  expect([...panel.series[0]!.values]).toEqual([1, 3, NaN, 4, NaN, 6, 7]);
  expect({ merged, gaps, leftOut }).toEqual({ merged: 1, gaps: 2, leftOut: 1 });
});

test('months are steps of one, though they are of no even length', () => {
  const { panel, gaps } = one([...months(30)], [...noise(30, 1)]);
  expect(panel.frequency).toMatchObject({ unit: 'month', count: 1 });
  expect(gaps).toBe(0);
  expect(new Date(timeAt(panel.frequency, 30)).toISOString()).toBe('2002-07-01T00:00:00.000Z');
});

test('the last days of months, and quarters, are even steps too', () => {
  const ends = Array.from({ length: 14 }, (_, i) => Date.UTC(2001, i + 1, 0));
  const { panel, gaps } = one(ends, ends);
  expect(gaps).toBe(0);
  expect(new Date(timeAt(panel.frequency, 13)).toISOString().slice(0, 10)).toBe('2002-02-28');
  const quarters = Array.from({ length: 10 }, (_, i) => Date.UTC(2001, 3 * i, 1));
  expect(one(quarters, quarters).panel.frequency).toMatchObject({ unit: 'month', count: 3 });
});

test('working days leave the weekend out', () => {
  const work = [...days(60)].filter((time) => ![0, 6].includes(new Date(time).getUTCDay()));
  const { panel, gaps } = one(work, work);
  expect(panel.frequency.unit).toBe('workday');
  expect(gaps).toBe(0);
  expect(new Date(timeAt(panel.frequency, work.length)).getUTCDay()).not.toBe(0);
  expect(timeAt(panel.frequency, 7)).toBe(work[7]);
});

test('a series of holes is refused with what to do', () => {
  const times = Array.from({ length: 30 }, (_, i) => (i < 16 ? i : 400 * i) * DAY);
  try {
    one(times, times);
    expect.unreachable();
  } catch (error) {
    expect(isLatheError(error) && error.code).toBe('steps-uneven');
  }
});

test('the season of months is found, noise has none', () => {
  expect(findSeason(panelOf([seasonal(72, 3)]))).toBe(12);
  expect(findSeason(panelOf([noise(72, 4)]))).toBe(1);
});

test('what was before a place holds nothing after it, and keeps every series', () => {
  const past = panelBefore(panelOf([seasonal(30, 1), seasonal(10, 2)]), 8);
  expect(past.series.map(({ values }) => values.length)).toEqual([8, 8]);
  expect(panelBefore(past, 0).series.map(({ values }) => values.length)).toEqual([0, 0]);
});

test('gaps are filled along the line, with the season on top where two are known', () => {
  expect([...fillGaps(Float64Array.of(1, NaN, NaN, 4), 1)]).toEqual([1, 2, 3, 4]);
  const wave = Float64Array.from({ length: 24 }, (_, i) => (i % 4 === 1 ? 10 : 0));
  const holed = wave.map((value, i) => (i === 13 ? NaN : value));
  expect(fillGaps(holed, 4)[13]).toBeCloseTo(10, 6);
});
