import { expect, test } from 'vitest';
import { daysUntil, retentionEndsAt, retentionReminder } from '../../src/core/retention.ts';

const day = 86_400_000;

test('retention counts from the earliest import; without an end, or without data, there is none', () => {
  expect(retentionEndsAt(0, 90)).toBe(90 * day);
  expect(retentionEndsAt(0, undefined)).toBeNull();
  expect(retentionEndsAt(undefined, 90)).toBeNull();
  expect(daysUntil(90 * day, 10 * day)).toBe(80);
  expect(daysUntil(5 * day, 10 * day)).toBe(-5);
});

test('it is told within 14 days of its end, and from then on', () => {
  const told = (now: number) => retentionReminder({ retentionEndsAt: 20 * day, retentionOf: 'people' }, now);
  expect([5 * day, 6 * day, 19.5 * day, 20 * day, 20.5 * day, 23 * day].map(told)).toEqual([
    null,
    'Retention of “people” ends in 14 days',
    'Retention of “people” ends in 1 day',
    'Retention of “people” ended today',
    'Retention of “people” ended today',
    'Retention of “people” ended 3 days ago'
  ]);
  expect(retentionReminder({ retentionEndsAt: null, retentionOf: null }, 0)).toBeNull();
});
