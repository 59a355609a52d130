import { expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { describeSeries } from '../../../src/stages/explore/series/describe-series.ts';
import { timeSeries } from '../../../src/charts/time-series.ts';
import { regularSeries } from '../../../src/stages/explore/series/regular-series.ts';
import { meanWords, seriesColumns, seriesSentences, spanWords } from '../../../src/ui/explore/series-words.ts';

const DAY = 86_400_000;
const told = (values: Float64Array, period: number | null = null) => {
  const series = regularSeries(
    values.map((_, i) => i * DAY),
    values
  )!;
  return seriesSentences('sales', describeSeries(series, period)).join(' ');
};
const noise = (seed: number, length: number) => {
  const rng = createRng(seed);
  return Float64Array.from({ length }, () => normal(rng));
};

test('steps are told in the unit people use', () => {
  expect([DAY, 7 * DAY, 365 * DAY, 3_600_000, 30.4 * DAY, 2 * DAY, 1500].map(spanWords)).toEqual([
    'a day',
    'a week',
    'a year',
    'an hour',
    'a month',
    '2 days',
    '1.5 seconds'
  ]);
});

test('a weekly season, a walk and noise each read as what they are', () => {
  const weekly = noise(1, 400).map((value, i) => value + 4 * Math.sin((2 * Math.PI * i) / 7));
  expect(told(weekly)).toMatch(/“sales” repeats every 7 steps \(a week\): once the trend is out, the season explains (8|9)\d\u00a0% /);
  let level = 0;
  const walk = told(noise(12, 600).map((value) => (level += value)));
  expect(walk).toContain('No season was found');
  expect(walk).toContain('rows are not independent, so divide by time');
  expect(walk).toContain('wanders and has no level it comes back to');
  const plain = told(noise(3, 500));
  expect(plain).toContain('A value does not go with the one before it');
  expect(plain).toContain('“sales” stays around one level (Dickey-Fuller');
});

test('what was filled, averaged and drawn as means is said', () => {
  const values = noise(4, 3000);
  const times = values.map((_, i) => (i + Number(i > 100)) * DAY);
  times[7] = times[6]!;
  const sentences = seriesSentences('sales', describeSeries(regularSeries(times, values)!, null));
  expect(sentences.at(-1)).toBe(
    '3,001 moments, a day apart; 2 steps without a value filled on the line between neighbours; 1 row averaged that shared a moment; drawn as the means of 6.'
  );
});

test('the highest of drawn means is called a mean, not a value', () => {
  const values = noise(5, 3650);
  const report = (length: number) => {
    const series = regularSeries(
      values.slice(0, length).map((_, i) => i * DAY),
      values.slice(0, length)
    )!;
    return describeSeries(series, null);
  };
  expect(meanWords(report(3650))).toBe('a week');
  expect(meanWords(report(300))).toBeNull();
  const points = report(3650).points.map(({ time, value }) => ({ time, value }));
  expect(timeSeries.describe({ name: 'Temp', points, meanOf: 'a week', forecastFrom: null })).toMatch(
    /522 values, each the mean of a week; highest mean of a week from 19\d\d-/
  );
  expect(timeSeries.describe({ name: 'Temp', points, forecastFrom: null })).toContain('; highest on ');
});

test('an id is no series', () => {
  const columns = [
    { name: 'id', type: 'integer', role: 'id' },
    { name: 'day', type: 'time', role: 'feature' },
    { name: 'sales', type: 'number', role: 'feature' }
  ] as const;
  expect(seriesColumns(columns.map((column) => ({ ...column, kind: 'number', missing: 0, distinct: 9 })))).toEqual(['sales']);
});

test('degrees of a place are looked at over time last', () => {
  const column = (name: string) => ({ name, type: 'number', role: 'feature', missing: 0, distinct: 9 }) as const;
  expect(seriesColumns(['lat', 'sales', 'lon'].map(column))).toEqual(['sales', 'lat', 'lon']);
});
