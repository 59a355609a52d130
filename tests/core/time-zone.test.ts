import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { timeText } from '../../src/core/time-text.ts';
import { clockOf, momentOf, momentsAt } from '../../src/core/time-zone.ts';
import { isZone, zoneNames, zoneSpelled } from '../../src/core/zone-names.ts';

interface Reference {
  readonly clock: readonly (readonly [moment: number, shown: number])[];
  readonly moments: readonly (readonly [shown: number, moments: readonly number[]])[];
}

const path = join(import.meta.dirname, '../reference/zones.json');
const references = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Reference>;

describe.each(Object.entries(references))('clocks of %s, as zoneinfo knows them', (zone, { clock, moments }) => {
  test('show', () => {
    const read = clockOf(zone);
    expect(clock.map(([moment]) => read(moment))).toEqual(clock.map(([, shown]) => shown));
  });

  test('skip and repeat', () => {
    expect(moments.map(([shown]) => momentsAt(zone, shown))).toEqual(moments.map(([, found]) => found));
  });
});

const utc = (text: string) => Date.parse(`${text}Z`);

test('a time the clocks skipped is as long after the change as it was before it; of two the first', () => {
  expect(momentOf('Europe/Berlin', utc('2024-03-31T02:30'))).toBe(utc('2024-03-31T01:30'));
  expect(momentOf('Europe/Berlin', utc('2024-10-27T02:30'))).toBe(utc('2024-10-27T00:30'));
  expect(momentOf('America/Sao_Paulo', utc('2017-10-15T00:00'))).toBe(utc('2017-10-15T03:00'));
});

test('without a zone, and in UTC, clocks show the time itself; what is missing stays missing', () => {
  for (const zone of [undefined, 'UTC']) expect(clockOf(zone)(5)).toBe(5);
  expect(clockOf('Asia/Tokyo')(NaN)).toBeNaN();
  expect(momentOf('Asia/Tokyo', NaN)).toBeNaN();
});

test('the last moment that there is can be read', () => {
  expect(clockOf('Europe/Berlin')(8.64e15)).toBe(8.64e15 + 7_200_000);
});

test('a text says how far its clock is ahead, and comes back', () => {
  expect(timeText(utc('2024-07-01T10:00'), 'Europe/Berlin')).toBe('2024-07-01T12:00:00+02:00');
  expect(timeText(utc('2024-07-01T10:00:00.5'), 'America/St_Johns')).toBe('2024-07-01T07:30:00.500-02:30');
  expect(timeText(utc('2024-07-01T10:00'), 'UTC')).toBe('2024-07-01T10:00:00Z');
  expect(timeText(utc('1880-01-01T00:00'), 'Europe/Berlin')).toBe('1880-01-01T00:00:00Z');
  expect([timeText(utc('2024-07-01T10:00')), timeText(utc('2024-07-01T00:00'))]).toEqual(['2024-07-01T10:00:00', '2024-07-01']);
});

test('zones have names; offsets are none', () => {
  expect(['Europe/Berlin', 'asia/kolkata', 'UTC', '+02:00', 'Mars/Base', ''].map(isZone)).toEqual([true, true, true, false, false, false]);
  expect(['europe/berlin', 'gmt', 'Etc/UTC'].map(zoneSpelled)).toEqual(['Europe/Berlin', 'UTC', 'UTC']);
  expect(zoneNames()[0]).toBe('UTC');
});
