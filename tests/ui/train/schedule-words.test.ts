import { expect, test } from 'vitest';
import { readTime, sayLast, sayNext, sayWhen } from '../../../src/ui/train/schedule-words.ts';

test('when it is done, in words', () => {
  expect(sayWhen({ kind: 'daily', hour: 2, minute: 5 })).toBe('every day at 02:05');
  expect(sayWhen({ kind: 'every', hours: 1 })).toBe('every hour');
  expect(sayWhen({ kind: 'every', hours: 6 })).toBe('every 6 hours');
  expect(sayWhen({ kind: 'new-data' })).toBe('for each new version of the data');
});

test('a time of a day as it is typed', () => {
  expect(readTime(' 2:30')).toEqual({ hour: 2, minute: 30 });
  expect(readTime('23.05')).toEqual({ hour: 23, minute: 5 });
  for (const wrong of ['24:00', '2:60', '2', 'noon', '']) expect(readTime(wrong)).toBeNull();
});

test('what comes next, by the clocks of this device', () => {
  const now = new Date(2026, 4, 1, 12).getTime();
  expect(sayNext(new Date(2026, 4, 1, 18, 30).getTime(), now)).toBe('Next today at 18:30.');
  expect(sayNext(new Date(2026, 4, 2, 2, 30).getTime(), now)).toBe('Next tomorrow at 02:30.');
  expect(sayNext(new Date(2026, 4, 9, 2, 30).getTime(), now)).toBe('Next in 8 days at 02:30.');
  expect(sayNext(null, now)).toBe('Waits for a new version.');
});

test('what it did last', () => {
  const now = 1_700_000_000_000;
  expect(sayLast({}, now)).toBe('It was not due yet.');
  expect(sayLast({ last: { at: now, status: 'done', said: 'Baseline, done.', tookMs: 1500 } }, now)).toMatch(
    /^Done .*, 1\.5 s: Baseline, done\.$/
  );
  expect(sayLast({ last: { at: now, status: 'running', said: '', tookMs: 0 } }, now)).toMatch(/^Under way since /);
});
