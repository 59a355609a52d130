import { timeOfText } from '../../src/core/expression/time-text.ts';
import { expect, test } from 'vitest';
import { fromMomentField, momentField, momentRange, toMomentField } from '../../src/ui/kit/moments.ts';

const days = [Date.UTC(2010, 0, 1), Date.UTC(2014, 11, 31)] as const;
const hours = [Date.UTC(2010, 0, 1, 3), Date.UTC(2014, 11, 31, 23)] as const;

test('days are asked for as days, and go back as they came', () => {
  const field = momentField([...days, '2012-07-02T00:00:00.000Z']);
  expect(field.kind).toBe('date');
  expect(toMomentField('2012-07-02T00:00:00.000Z', field)).toBe('2012-07-02');
  expect(Date.parse(fromMomentField('2012-07-02')!)).toBe(Date.UTC(2012, 6, 2));
  expect(momentRange(days, field)).toBe('2010-01-01 to 2014-12-31');
});

test.each([
  [Date.UTC(2012, 6, 2, 5, 30), '2012-07-02T05:30', 60],
  [Date.UTC(2012, 6, 2, 5, 30, 7), '2012-07-02T05:30:07', 1],
  [Date.UTC(2012, 6, 2, 5, 30, 7, 123), '2012-07-02T05:30:07.123', 0.001]
])('%d comes back to the millisecond', (ms, shown, step) => {
  const field = momentField([...hours, ms]);
  expect(field).toEqual({ kind: 'datetime-local', step });
  expect(toMomentField(ms, field)).toBe(shown);
  expect(timeOfText(fromMomentField(shown)!)).toBe(ms);
});

test('times of day are said to be in UTC', () => {
  expect(momentRange(hours, momentField(hours))).toBe('2010-01-01 03:00 to 2014-12-31 23:00');
});

test('a year no field reaches stays text', () => {
  const field = momentField([Date.UTC(12_000, 0, 1), null]);
  expect(field.kind).toBe('text');
  expect(toMomentField(Date.UTC(12_000, 0, 1), field)).toBe('+012000-01-01T00:00:00.000Z');
  expect(fromMomentField('+012000-01-01T00:00:00.000Z')).toBe('+012000-01-01T00:00:00.000Z');
});

test('nothing is missing, and the other way round', () => {
  const field = momentField(days);
  expect(toMomentField(null, field)).toBe('');
  expect(fromMomentField('')).toBeNull();
});

test('moments are shown and taken by the clocks of their zone', () => {
  const range = [Date.UTC(2024, 6, 1, 8), Date.UTC(2024, 11, 1, 8)] as const;
  const field = momentField(range, 'Europe/Berlin');
  expect(range.map((ms) => toMomentField(ms, field))).toEqual(['2024-07-01T10:00', '2024-12-01T09:00']);
  expect(momentRange(range, field)).toBe('2024-07-01 10:00 to 2024-12-01 09:00, Europe/Berlin');
  expect(toMomentField('2024-07-01T10:00', field)).toBe('2024-07-01T10:00');
  expect(timeOfText(fromMomentField('2024-07-01T10:00')!, 'Europe/Berlin')).toBe(range[0]);
});
