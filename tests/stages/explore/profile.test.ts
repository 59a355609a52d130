import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { textColumn, type Column } from '../../../src/core/table.ts';
import { profileTable } from '../../../src/stages/explore/profile.ts';
import type {
  CategoryProfile,
  ImageProfile,
  NumberProfile,
  Profile,
  TextProfile,
  TimeProfile
} from '../../../src/stages/explore/profile-type.ts';
import { quietContext, readSample, tableOf } from './read-sample.ts';

interface Expected {
  readonly columns: Readonly<Record<string, Readonly<Record<string, number | null | Readonly<Record<string, number>>>>>>;
  readonly associations: readonly (readonly [string, string, string, number])[];
}

const expected = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/explore.json'), 'utf8')) as Record<string, Expected>;

const sameNumber = (got: unknown, wanted: number) => Math.abs(Number(got) - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted));

function differences(got: NumberProfile, wanted: Expected['columns'][string]): string[] {
  return Object.entries(wanted).flatMap(([key, value]) => {
    if (value !== null && typeof value === 'object') {
      return Object.entries(value)
        .filter(([share, at]) => !sameNumber(got.quantiles[share], at))
        .map(([share]) => `quantile ${share}`);
    }
    return value === null
      ? got[key] === null
        ? []
        : [key]
      : sameNumber(got[key], value)
        ? []
        : [`${key}: ${String(got[key])}, not ${value}`];
  });
}

const associationOf = (profile: Profile, a: string, b: string, kind: string) =>
  profile.associations.find((entry) => entry.kind === kind && ((entry.a === a && entry.b === b) || (entry.a === b && entry.b === a)))
    ?.value;

describe.each(['penguins', 'titanic', 'diamonds'])('%s', (name) => {
  test('agrees with pandas and SciPy', async () => {
    const { table, schema } = readSample(name);
    const profile = await profileTable(table, schema, quietContext());
    const wrong = Object.entries(expected[name]!.columns).flatMap(([column, wanted]) =>
      differences(profile.columns[column] as NumberProfile, wanted).map((what) => `${column}: ${what}`)
    );
    expect(wrong).toEqual([]);
    const off = expected[name]!.associations.filter(([a, b, kind, value]) => !sameNumber(associationOf(profile, a, b, kind), value));
    expect(off.map((entry) => [...entry, associationOf(profile, entry[0], entry[1], entry[2])])).toEqual([]);
  });
});

const one = async (column: Column, type: 'category' | 'time' | 'text' | 'image' | 'number', rows: number) =>
  (await profileTable({ rows, columns: [column] }, [{ name: column.name, type, role: 'feature' }], quietContext())).columns[column.name];

test('levels, entropy and imbalance of a category', async () => {
  const { table, schema } = tableOf({ pet: ['cat', 'cat', 'dog', null, 'cat'] });
  const pet = (await profileTable(table, schema, quietContext())).columns['pet'] as CategoryProfile;
  expect(pet.levels).toEqual([
    { label: 'cat', count: 3, share: 0.75 },
    { label: 'dog', count: 1, share: 0.25 }
  ]);
  expect(pet.entropyBits).toBeCloseTo(0.8112781, 6);
  expect([pet.missing, pet.distinct, pet.imbalance]).toEqual([1, 2, 3]);
});

test('the missing leap days of the temperatures are the only gaps', async () => {
  const { table, schema } = readSample('temperatures');
  const date = (await profileTable(table, schema, quietContext())).columns['Date'] as TimeProfile;
  expect([date.stepMs, date.isRegular, date.isAscending, date.repeated]).toEqual([86_400_000, true, true, 0]);
  const days = Math.round((date.max! - date.min!) / 86_400_000) + 1;
  expect(date.gaps.reduce((steps, gap) => steps + gap.steps, 0)).toBe(days - table.rows);
});

test('texts: characters, words, and no example that could name a person', async () => {
  const column = textColumn('note', ['Grüße aus Köln', '', null, 'call 0171 2345678', 'me@example.org', 'fine']);
  const note = (await one(column, 'text', 6)) as TextProfile;
  expect([note.count, note.missing, note.empty, note.distinct]).toEqual([5, 1, 1, 5]);
  expect(note.lengths).toEqual({ min: 0, mean: 9.8, median: 14, max: 17 });
  expect(note.examples).toEqual(['Grüße aus Köln', 'fine']);
});

test('images: brightness and blank ones', async () => {
  const pixels = Uint8Array.of(0, 255, 0, 255, 51, 51, 51, 51);
  const image = (await one({ kind: 'image', name: 'pic', width: 2, height: 2, channels: 1, pixels }, 'image', 2)) as ImageProfile;
  expect([image.distinct, image.blank]).toEqual([2, 1]);
  expect(image.meanBrightness).toBeCloseTo(0.35, 12);
});

test('what is missing together', async () => {
  const { table, schema } = tableOf({ a: ['1', null, null, '4'], b: ['x', null, null, null], c: ['1', '2', '3', '4'] });
  const { missingness } = await profileTable(table, schema, quietContext());
  expect(missingness.together).toEqual([{ a: 'b', b: 'a', both: 2, overlap: 2 / 3 }]);
  expect(missingness.patterns).toEqual([
    { missing: ['b', 'a'], rows: 2 },
    { missing: [], rows: 1 },
    { missing: ['b'], rows: 1 }
  ]);
  expect(missingness.completeRows).toBe(1);
});

test('empty, single-row, constant and all-missing columns give null where nothing can be said', async () => {
  const values = [Float64Array.of(), Float64Array.of(3), Float64Array.of(2, 2, 2), Float64Array.of(NaN, NaN)];
  const profiles = await Promise.all(values.map((each) => one({ kind: 'number', name: 'x', values: each }, 'number', each.length)));
  expect(profiles.map((profile) => (profile as NumberProfile).mean)).toEqual([null, 3, 2, null]);
  expect(profiles.map((profile) => (profile as NumberProfile).skew)).toEqual([null, null, null, null]);
});

test('a profile is JSON, even of a column called __proto__', async () => {
  const { table, schema } = tableOf(Object.fromEntries([['__proto__', ['1', '2', null]]]));
  const profile = await profileTable(table, schema, quietContext());
  expect(JSON.parse(JSON.stringify(profile))).toEqual(profile);
  expect(Object.keys(profile.columns)).toEqual(['__proto__']);
});

test('a large table: exact columns, sampled associations that say so, and pauses on the way', async () => {
  const rng = createRng(4);
  const rows = 600_000;
  const x = Float64Array.from({ length: rows }, () => normal(rng));
  const y = x.map((value) => value + normal(rng));
  let pauses = 0;
  const context = { ...quietContext(), breathe: () => (pauses++, Promise.resolve()) };
  const columns = [x, y].map((values, i) => ({ kind: 'number' as const, name: 'xy'[i]!, values }));
  const profile = await profileTable({ rows, columns }, [], context);
  const sorted = x.slice().sort();
  expect((profile.columns['x'] as NumberProfile).median).toBe((sorted[rows / 2 - 1]! + sorted[rows / 2]!) / 2);
  expect(associationOf(profile, 'x', 'y', 'pearson')).toBeCloseTo(Math.SQRT1_2, 2);
  expect(profile.notes.join()).toContain('even sample of 200,000 of 600,000 rows');
  expect(pauses).toBeGreaterThan(10);
});

test('an abort stops it', async () => {
  const controller = new AbortController();
  controller.abort();
  const values = new Float64Array(5_000_000);
  const work = profileTable({ rows: values.length, columns: [{ kind: 'number', name: 'x', values }] }, [], {
    ...quietContext(),
    signal: controller.signal
  });
  await expect(work).rejects.toThrowError(expect.objectContaining({ name: 'AbortError' }));
});
