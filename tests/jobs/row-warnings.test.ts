import { expect, test } from 'vitest';
import { batchOddityWords, oddityWords } from '../../src/core/batch-answer.ts';
import { OddityWatch } from '../../src/jobs/serving/row-warnings.ts';
import type { InputColumn } from '../../src/predict/package-type.ts';
import { readCsvForSchema } from '../../src/stages/ingest/csv/read-for-schema.ts';
import { quiet } from './support.ts';

const inputs: readonly InputColumn[] = [
  { name: 'age', type: 'integer', missingShare: 0, typical: 40, range: [18, 80] },
  { name: 'city', type: 'category', missingShare: 0.2, typical: 'Bonn', labels: ['Bonn', 'Kiel'] },
  { name: 'since', type: 'time', missingShare: 0, typical: null, range: [Date.UTC(2020, 0, 1), Date.UTC(2024, 0, 1)] }
];

async function lookAt(csv: string) {
  const watch = new OddityWatch(inputs, inputs);
  const words: string[] = [];
  await readCsvForSchema(
    new Blob([csv]),
    inputs,
    (table, raw) => {
      const look = watch.look(table, raw);
      for (let row = 0; row < table.rows; row++) words.push(look(row));
    },
    quiet
  );
  return { words, told: watch.told() };
}

test('what training never saw is told of each row and counted over the batch, the worst column first', async () => {
  const { words, told } = await lookAt(
    'age,city,since\n40,Bonn,2021-05-01\n17,Ulm,2021-05-01\n81,,2021-05-01\n,Kiel,2019-12-31\nold,Ulm,2024-01-01\n18,Kiel,2020-01-01\n80,Jena,2021-01-01\n'
  );
  expect(words).toEqual([
    '',
    '“age”: “17” lies outside what training mostly saw (18 to 80); “city”: “Ulm” was not seen in training',
    '“age”: “81” lies outside what training mostly saw (18 to 80)',
    '“age” is missing, which it never was in training; “since”: “2019-12-31” lies outside what training mostly saw (2020-01-01 to 2024-01-01)',
    '“age”: “old” can’t be read as integer, taken as missing; “city”: “Ulm” was not seen in training',
    '',
    '“city”: “Jena” was not seen in training'
  ]);
  expect(told).toEqual({
    rows: 7,
    oddRows: 5,
    columns: [
      { column: 'age', unreadable: 1, missing: 1, unseen: 0, outside: 2, levels: [], range: ['18', '80'] },
      { column: 'city', unreadable: 0, missing: 0, unseen: 3, outside: 0, levels: ['Ulm', 'Jena'] },
      { column: 'since', unreadable: 0, missing: 0, unseen: 0, outside: 1, levels: [], range: ['2020-01-01', '2024-01-01'] }
    ]
  });
  expect(oddityWords(told.columns[0]!)).toBe(
    '2 values outside what training mostly saw (18 to 80); 1 missing, which none was in training; 1 that can’t be read, taken as missing'
  );
  expect(batchOddityWords(told)).toBe(
    '5 of 7 rows have a value unlike those of training, in “age”, “city” and “since”. Their answers are less sure than the model says.'
  );
});

test('a batch like the training rows is told to be so', async () => {
  const { told } = await lookAt('age,city,since\n40,,2021-05-01\n');
  expect(told).toEqual({ rows: 1, oddRows: 0, columns: [] });
  expect(batchOddityWords(told)).toBe('Every row looks like what the model was trained on.');
});
