import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { read } from './helper.ts';

const sample = (name: string) => readFileSync(new URL(`../../../../public/samples/${name}.csv`, import.meta.url));

test.each([
  ['penguins', 344, 7],
  ['titanic', 891, 15],
  ['adult', 32_561, 15],
  ['diamonds', 53_940, 10],
  ['temperatures', 3_650, 2],
  ['wine-quality', 1_599, 12]
])('the sample %s has %i rows and %i columns', async (name, rows, columns) => {
  const result = await read(sample(name));
  expect([result.rows, result.columns.length]).toEqual([rows, columns]);
  for (const values of Object.values(result.values)) expect(values).toHaveLength(rows);
});

test('penguins: words are categories, measures numbers, gaps counted', async () => {
  const { columns } = await read(sample('penguins'));
  expect(columns.map(({ type }) => type)).toEqual(['category', 'category', 'number', 'number', 'integer', 'integer', 'category']);
  expect(columns[0]!.labels).toEqual(['Adelie', 'Chinstrap', 'Gentoo']);
  expect(columns.map(({ missing }) => missing)).toEqual([0, 0, 2, 2, 2, 2, 11]);
});

test('titanic: 0 and 1 are integers, True and False are booleans', async () => {
  const { types, columns } = await read(sample('titanic'));
  expect(types).toMatchObject({
    survived: 'integer',
    adult_male: 'boolean',
    alone: 'boolean',
    alive: 'category',
    age: 'number',
    deck: 'category'
  });
  expect(columns.find(({ name }) => name === 'alone')).toMatchObject({ labels: ['false', 'true'], distinct: 2, kind: 'category' });
  expect(columns.find(({ name }) => name === 'age')!.missing).toBe(177);
});

test('adult: values are stored without the space behind the comma, and ? is missing', async () => {
  const { values, columns, issue } = await read(sample('adult'));
  expect(values['workclass']![0]).toBe('State-gov');
  expect(columns.find(({ name }) => name === 'workclass')!.missing).toBe(1836);
  expect(columns.find(({ name }) => name === 'native_country')).toMatchObject({ type: 'category', missing: 583, distinct: 41 });
  expect(issue('missing-marker')!.count).toBe(1836 + 1843 + 583);
});

test('temperatures: the days are the time of the rows', async () => {
  const { columns, values } = await read(sample('temperatures'));
  expect(columns[0]).toMatchObject({ name: 'Date', type: 'time', role: 'time' });
  expect(values['Date']!.slice(0, 2)).toEqual([Date.UTC(1981, 0, 1), Date.UTC(1981, 0, 2)]);
});

test('pieces of any size give the same columns', async () => {
  const whole = await read(sample('titanic'));
  for (const pieceBytes of [100, 999, 20_000])
    expect((await read(sample('titanic'), {}, { pieceBytes, chunkRows: 100 })).values).toEqual(whole.values);
});
