import { describe, expect, test } from 'vitest';
import { dueFor, nextDue, type Schedule, type ScheduleWhen } from '../../src/core/schedule.ts';

const HOUR = 3_600_000;
/** By the clocks of this device, as a schedule is. */
const at = (day: number, hour: number, minute = 0) => new Date(2026, 4, day, hour, minute).getTime();
const schedule = (when: ScheduleWhen, change: Partial<Schedule> = {}): Schedule => ({
  ...{ id: 's', label: 'Training', work: { verb: 'auto', spec: {} }, when, createdAt: at(1, 12), doneFor: null },
  ...change
});

describe('every day at a time', () => {
  const nightly = { kind: 'daily', hour: 2, minute: 30 } as const;

  test('is due from that time on, and not before the first one after it was made', () => {
    expect(dueFor(schedule(nightly), at(1, 23, 59), null)).toBeNull();
    expect(dueFor(schedule(nightly), at(2, 2, 29), null)).toBeNull();
    expect(dueFor(schedule(nightly), at(2, 2, 30), null)).toBe(at(2, 2, 30));
    expect(dueFor(schedule(nightly), at(2, 9), null)).toBe(at(2, 2, 30));
  });

  test('once for a time; days that were missed count for one', () => {
    const done = schedule(nightly, { doneFor: at(2, 2, 30) });
    expect(dueFor(done, at(2, 9), null)).toBeNull();
    expect(dueFor(done, at(7, 1), null)).toBe(at(6, 2, 30));
  });

  test('is told when it is next', () => {
    expect(nextDue(schedule(nightly), at(1, 12))).toBe(at(2, 2, 30));
    expect(nextDue(schedule(nightly), at(2, 1))).toBe(at(2, 2, 30));
    expect(nextDue(schedule(nightly), at(2, 2, 30))).toBe(at(3, 2, 30));
  });
});

test('every few hours goes by the moment it was made, however late somebody looks', () => {
  const often = schedule({ kind: 'every', hours: 6 });
  const made = at(1, 12);
  expect(dueFor(often, made + 5.9 * HOUR, null)).toBeNull();
  expect(dueFor(often, made + 6 * HOUR, null)).toBe(made + 6 * HOUR);
  expect(dueFor({ ...often, doneFor: made + 6 * HOUR }, made + 11 * HOUR, null)).toBeNull();
  expect(dueFor({ ...often, doneFor: made + 6 * HOUR }, made + 25 * HOUR, null)).toBe(made + 24 * HOUR);
  expect(nextDue(often, made + 7 * HOUR)).toBe(made + 12 * HOUR);
});

test('a clock that was put back makes nothing due again', () => {
  const often = schedule({ kind: 'every', hours: 1 }, { doneFor: at(3, 12) });
  expect(dueFor(often, at(2, 12), null)).toBeNull();
  expect(dueFor(often, at(1, 9), null)).toBeNull();
});

test('a new version of the data is due once', () => {
  const fresh = schedule({ kind: 'new-data' }, { doneFor: 'a' });
  expect(dueFor(fresh, at(2, 1), 'a')).toBeNull();
  expect(dueFor(fresh, at(2, 1), 'b')).toBe('b');
  expect(dueFor({ ...fresh, doneFor: 'b' }, at(2, 1), 'b')).toBeNull();
  expect(dueFor(schedule({ kind: 'new-data' }), at(2, 1), null)).toBeNull();
  expect(nextDue(fresh, at(2, 1))).toBeNull();
});
