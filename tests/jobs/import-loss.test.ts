import 'fake-indexeddb/auto'; // before Dexie looks for it
import { expect, test } from 'vitest';
import { readTime } from '../../src/predict/read-value.ts';
import { readRows } from '../../src/jobs/read-rows.ts';
import { setColumn } from '../../src/jobs/set-column.ts';
import { imported } from './formats-helper.ts';

const told = ({ dataset }: Awaited<ReturnType<typeof imported>>) =>
  dataset
    .report!.issues.filter(({ code }) => code === 'time-cut' || code === 'number-rounded')
    .map(({ message, lines }) => [message, lines]);

const cut = (count: string) => `“at”: ${count} cut to whole milliseconds.`;

test.each([
  [
    'the first, so that the column is read as labels',
    ['2024-01-01T00:00:00.285999', '2024-01-01T00:00:01', '2024-01-01T00:00:02.123000'],
    '1 time was',
    [2]
  ],
  [
    'a later one, in a column of plain times',
    ['2024-01-01T00:00:01', '2024-01-01T00:00:00.285999', '2024-01-01T00:00:00.0009Z'],
    '2 times were',
    [3, 4]
  ],
  ['one of a form of its own', ['1/13/2024 10:00:00.1234', '1/14/2024 10:00:00'], '1 time was', [2]]
])('times finer than a millisecond are counted: %s', async (_, times, count, lines) => {
  expect(told(await imported(`at,n\n${times.map((time, i) => `${time},${i}`).join('\n')}\n`, 'a.csv'))).toEqual([[cut(count), lines]]);
});

test('they are cut, by the import as by the scorer', async () => {
  const { rows } = await imported('at\n2024-01-01T00:00:00.285999\n2024-01-01T00:00:00.9999999\n', 'a.csv');
  expect(rows.map(({ at }) => at)).toEqual(['2024-01-01T00:00:00.285', '2024-01-01T00:00:00.999']);
  expect(rows.map(({ at }) => readTime(`${String(at)}99Z`))).toEqual(rows.map(({ at }) => Date.parse(`${String(at)}Z`)));
});

const rounded = (count: string) => `“n”: ${count} beyond 9,007,199,254,740,991`;

test('whole numbers that no double is are counted where they become numbers, and stay texts where they need not', async () => {
  const whole = 'n\n9007199254740993\n9007199254740992\n1\n';
  const kept = await imported(whole, 'a.csv');
  expect(kept.types).toEqual({ n: 'category' });
  expect(told(kept)).toEqual([]);
  for (const type of ['number', 'integer'])
    expect(told(await imported(whole, 'a.csv', { types: { n: type } }))).toEqual([
      [`${rounded('1 whole number')} was rounded; kept as text it stays exact.`, [2]]
    ]);
  const mixed = await imported('n\n0.5\n9007199254740993\n-9007199254740995\n12345678901234567.5\n', 'a.csv');
  expect(mixed.types).toEqual({ n: 'number' });
  expect(told(mixed)).toEqual([[`${rounded('2 whole numbers')} were rounded; kept as text they stay exact.`, [3, 4]]]);
  // Those of JSON are told by their row.
  expect(told(await imported('[{"n":0.5},{"n":9007199254740993}]', 'a.json'))[0]![0]).toContain(rounded('1 whole number'));
});

test('a column that is given such a type later is told of too', async () => {
  const { id, services, storage } = await imported('n\n9007199254740993\n1\n', 'a.csv');
  const made = await storage.datasets.get(await setColumn({ datasetId: id, column: 'n', type: 'number' }, services));
  expect(made.notes).toContain(`${rounded('1 whole number')} was rounded; kept as text it stays exact.`);
  expect(await readRows({ datasetId: made.id, start: 0, count: 1 }, services)).toEqual([{ n: 9007199254740992 }]);
});
