import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InputColumn } from '../../src/predict/package-type.ts';
import { tableOfRows, type PlainRow } from '../../src/predict/rows.ts';

const input = (type: InputColumn['type'], more: Partial<InputColumn> = {}): InputColumn => ({
  name: 'v',
  type,
  missingShare: 0,
  typical: null,
  ...more
});

/** What becomes of one value in a column `v`. */
function read(column: InputColumn, value: unknown) {
  const { table, problems, warnings } = tableOfRows([column], [{ v: value }]);
  const [first] = table.columns;
  if (problems.length > 0) return 'problem';
  if (first!.kind === 'category') return { label: first!.labels[first!.codes[0]!] ?? null, warned: warnings.length > 0 };
  return first!.kind === 'number' || first!.kind === 'time' ? first!.values[0] : first;
}

test.each([
  [3, 3],
  ['3', 3],
  [' -3.5e2 ', -350],
  ['.5', 0.5],
  [null, NaN],
  ['', NaN],
  [NaN, NaN],
  ['abc', 'problem'],
  ['1,5', 'problem'],
  ['0x10', 'problem'],
  ['1e999', 'problem'],
  ['Infinity', 'problem'],
  [Infinity, 'problem'],
  [true, 'problem'],
  [[1], 'problem'],
  [{}, 'problem']
])('a number given as %j', (given, expected) => {
  expect(read(input('number'), given)).toEqual(expected);
});

test.each([
  ['1970-01-02', 86_400_000],
  ['1970-01-01T00:00:01Z', 1000],
  ['1970-01-01 00:00:01', 1000],
  ['1970-01-01T01:00:00.250+01:00', 250],
  ['1970-01-01T00:00-0030', 1_800_000],
  [86_400_000, 86_400_000],
  [new Date(5), 5],
  [null, NaN],
  ['2024-02-29', Date.UTC(2024, 1, 29)],
  ['2023-02-29', 'problem'],
  ['2024-13-01', 'problem'],
  ['24:00', 'problem'],
  ['yesterday', 'problem'],
  [1e18, 'problem'],
  [true, 'problem']
])('a time given as %j', (given, expected) => {
  expect(read(input('time'), given)).toEqual(expected);
});

test.each([
  [true, 'yes'],
  [false, 'no'],
  ['true', 'yes'],
  ['FALSE', 'no'],
  ['yes', 'yes'],
  [1, 'yes'],
  [0, 'no'],
  [null, null]
])('a truth value given as %j', (given, label) => {
  expect(read(input('boolean', { labels: ['no', 'yes'] }), given)).toEqual({ label, warned: false });
});

test('what is neither true nor false is a problem', () => {
  for (const bad of ['maybe', 2, {}]) expect(read(input('boolean', { labels: ['no', 'yes'] }), bad)).toBe('problem');
});

test('a category takes texts, numbers and truth values, and keeps levels it does not know, with a warning', () => {
  const column = input('category', { labels: ['a', '1'] });
  expect(read(column, 'a')).toEqual({ label: 'a', warned: false });
  expect(read(column, 1)).toEqual({ label: '1', warned: false });
  expect(read(column, true)).toEqual({ label: 'true', warned: true });
  expect(read(column, 'new')).toEqual({ label: 'new', warned: true });
  expect(read(column, ['a'])).toBe('problem');
});

test('a number far outside what training saw is taken, and warned of', () => {
  const { problems, warnings } = tableOfRows([input('number', { range: [0, 10] })], [{ v: 11 }, { v: 10 }]);
  expect(problems).toEqual([]);
  expect(warnings.map(({ row }) => row)).toEqual([0]);
});

test.each([
  [undefined, '2024-03-01 to 2024-03-31T12:00:00'],
  ['Europe/Berlin', '2024-03-01T01:00:00+01:00 to 2024-03-31T14:00:00+02:00']
])('the span that training saw is said by the clocks of %s', (zone, said) => {
  const range = [Date.UTC(2024, 2, 1), Date.UTC(2024, 2, 31, 12)] as const;
  const { warnings } = tableOfRows([input('time', { range, ...(zone && { zone }) })], [{ v: '2025-01-01T00:00:00Z' }]);
  expect(warnings.map(({ message }) => message)).toEqual([`“v” lies outside what training mostly saw (${said}).`]);
});

test('an image must have all its pixels', () => {
  const column = input('image', { image: { width: 2, height: 1, channels: 1 } });
  expect(read(column, [0, 255])).toMatchObject({ pixels: Uint8Array.of(0, 255) });
  for (const bad of [null, [0], [0, 256], ['0', 1], 'png']) expect(read(column, bad)).toBe('problem');
});

test('a problem names row, column and value', () => {
  const { problems } = tableOfRows([input('number')], [{ v: 1 }, { v: 'x' }]);
  expect(problems).toEqual([{ row: 1, column: 'v', message: '“v” must be a number, but it is “x”.' }]);
});

test('keys that are no inputs are ignored with a warning', () => {
  const { table, warnings } = tableOfRows([input('number')], [{ v: 1, w: 2 }]);
  expect(table.columns).toHaveLength(1);
  expect(warnings).toEqual([{ row: 0, column: 'w', message: '“w” is no input of this model and was ignored.' }]);
});

test('only own keys count, so what every object has is missing', () => {
  const { table } = tableOfRows(
    [
      { ...input('category'), name: 'constructor' },
      { ...input('number'), name: '__proto__' }
    ],
    [{}, JSON.parse('{"__proto__": 5}') as PlainRow]
  );
  expect(table.columns).toMatchObject([{ codes: Int32Array.of(-1, -1) }, { values: Float64Array.of(NaN, 5) }]);
});

test('no rows make an empty table, and what is no row is a problem', () => {
  expect(tableOfRows([input('number')], []).table.rows).toBe(0);
  const { problems } = tableOfRows([input('number')], [null, 5, [1], 'x'] as unknown as PlainRow[]);
  expect(problems.map(({ row }) => row)).toEqual([0, 1, 2, 3]);
});

test('any JSON value is taken or refused, never thrown at', () => {
  const types: InputColumn['type'][] = ['number', 'integer', 'boolean', 'category', 'text', 'time'];
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(...types), (value, type) => {
      const { table, problems } = tableOfRows([input(type, { labels: ['no', 'yes'] })], [{ v: value }]);
      expect(table.rows).toBe(1);
      expect(problems.length).toBeLessThanOrEqual(1);
    })
  );
});
