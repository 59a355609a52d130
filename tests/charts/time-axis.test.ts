import { expect, test } from 'vitest';
import { dependence } from '../../src/charts/dependence.ts';
import { timeAxis } from '../../src/charts/time-axis.ts';
import { timeSeries, type TimeSeriesData } from '../../src/charts/time-series.ts';
import { draw } from './draw.ts';

const berlin = (text: string) => Date.parse(text);
const zone = 'Europe/Berlin';
/** Midnights of Berlin around the day of 23 hours: in UTC all of them lie on the day before. */
const midnights = [28, 29, 30, 31].map((day) => berlin(`2024-03-${day}T00:00+01:00`)).concat(berlin('2024-04-01T00:00+02:00'));
const series = (points: readonly number[]): TimeSeriesData => ({
  name: 'visits',
  zone,
  points: points.map((time, i) => ({ time, value: i })),
  forecastFrom: null
});

const ticksOf = (times: readonly number[]) => {
  const { axis } = timeAxis(times, zone);
  return Object.values(JSON.parse(/^\((.*)\)\[/.exec((axis as { labelExpr: string }).labelExpr)![1]!) as Record<string, string>);
};

test('days of a zone begin at its midnight, on the axis and in words', async () => {
  const { svg } = await draw(timeSeries, series(midnights));
  for (const day of ['2024-03-28', '2024-03-31', '2024-04-01']) expect(svg).toContain(`>${day}<`);
  expect(svg).not.toContain('Mar');
  expect(timeSeries.describe(series(midnights))).toBe(
    'visits from 2024-03-28 to 2024-04-01 by the clocks of Europe/Berlin, 5 values; highest on 2024-04-01 (4).'
  );
  expect(timeSeries.table(series(midnights)).rows[0]).toEqual(['2024-03-28', 0]);
});

test('hours are told with the clock, over the hour that was skipped', () => {
  const hours = [0, 1, 2, 3, 4].map((hour) => berlin('2024-03-31T00:00+01:00') + hour * 3_600_000);
  expect(ticksOf(hours)).toEqual(['03-31 00:00', '03-31 01:00', '03-31 03:00', '03-31 04:00', '03-31 05:00']);
  expect(timeSeries.table(series(hours))).toMatchObject({ columns: ['Time', 'visits'] });
  expect(timeSeries.table(series(hours)).rows.map(([time]) => time)).toContain('2024-03-31 03:00');
});

test('months and years are told without their days', () => {
  expect(ticksOf([berlin('2023-12-20T00:00Z'), berlin('2024-04-20T00:00Z')])).toEqual(['2024-01', '2024-02', '2024-03', '2024-04']);
  expect(ticksOf([berlin('2019-12-20T00:00Z'), berlin('2023-04-20T00:00Z')])).toEqual(['2020', '2021', '2022', '2023']);
});

test('the places of a dependence are days of the zone', async () => {
  const points = midnights.map((at, i) => ({ at, mean: i, low: i, high: i }));
  const data = { feature: 'at', answer: 'price', kind: 'time', zone, points, rows: [] } as const;
  expect(dependence.describe(data)).toBe('On average “price” goes from 0 (at 2024-03-28) to 4 (at 2024-04-01) as “at” changes alone.');
  expect((await draw(dependence, data)).svg).toContain('>2024-03-31<');
});
