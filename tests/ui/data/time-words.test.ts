import { expect, test } from 'vitest';
import { alikeTimes, withAlikeTimes } from '../../../src/ui/data/time-words.ts';

test('times that stand under each other are written as precisely as the most precise of them', () => {
  expect(alikeTimes(['2024-03-01', '2024-03-01T14:30:00', null])).toEqual(['2024-03-01 00:00', '2024-03-01 14:30', null]);
  expect(alikeTimes(['2024-03-01', '2024-03-01T14:30:05'])).toEqual(['2024-03-01 00:00:00', '2024-03-01 14:30:05']);
  expect(alikeTimes(['2024-03-01T14:30:00', '2024-03-01T14:30:05.250'])).toEqual(['2024-03-01 14:30:00', '2024-03-01 14:30:05.250']);
});

test('days alone, times of a zone and what is no time stay as they are', () => {
  for (const values of [
    ['2024-03-01', null],
    ['2024-03-01T14:30:00+01:00', '2024-03-01T00:00:00Z'],
    ['soon', 3]
  ])
    expect(alikeTimes(values)).toEqual(values);
});

test('only the columns of times are written anew', () => {
  const rows = [
    { at: '2024-03-01', note: '2024-03-01' },
    { at: '2024-03-01T06:00:00', note: '2024-03-01T06:00:00' }
  ];
  expect(withAlikeTimes(rows, ['at'])).toEqual([
    { at: '2024-03-01 00:00', note: '2024-03-01' },
    { at: '2024-03-01 06:00', note: '2024-03-01T06:00:00' }
  ]);
});
