import { expect, test } from 'vitest';
import type { Table } from '../../../../src/core/table.ts';
import { readCsvForSchema, type RawRows, type WantedColumn } from '../../../../src/stages/ingest/csv/read-for-schema.ts';
import { context } from './helper.ts';

const wanted: WantedColumn[] = [
  { name: 'x', type: 'number' },
  { name: 'w', type: 'category', labels: ['red', 'blue'] },
  { name: 'f', type: 'boolean', labels: ['false', 'true'] },
  { name: 't', type: 'time' }
];

async function collect(csv: string | Blob, columns: readonly WantedColumn[] = wanted) {
  const pieces: { table: Table; raw: RawRows }[] = [];
  const source = typeof csv === 'string' ? new Blob([csv]) : csv;
  const result = await readCsvForSchema(source, columns, (table, raw) => void pieces.push({ table, raw }), context);
  return { pieces, ...result };
}

test('columns come in the order asked for, with known codes, and the fields as they stood', async () => {
  const { pieces, rows } = await collect('t;extra;w;x;f\n2024-01-01;"a ""b""";blue;1,5;yes\n2024-01-02;;green;2;false\n;;?;NA;\n');
  expect(rows).toBe(3);
  expect(pieces[0]!.table.columns).toEqual([
    { kind: 'number', name: 'x', values: Float64Array.of(1.5, 2, NaN) },
    { kind: 'category', name: 'w', codes: Int32Array.of(1, 2, -1), labels: ['red', 'blue', 'green'] },
    { kind: 'category', name: 'f', codes: Int32Array.of(1, 0, -1), labels: ['false', 'true'] },
    { kind: 'time', name: 't', values: Float64Array.of(Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 2), NaN) }
  ]);
  expect(pieces[0]!.raw).toEqual({
    header: ['t', 'extra', 'w', 'x', 'f'],
    lines: [
      ['2024-01-01', 'a "b"', 'blue', '1,5', 'yes'],
      ['2024-01-02', '', 'green', '2', 'false'],
      ['', '', '?', 'NA', '']
    ]
  });
});

test('a column that is not there is named', async () => {
  await expect(collect('x,w,f\n1,red,true\n')).rejects.toMatchObject({
    code: 'csv-column-missing',
    message: expect.stringContaining('“t”') as string
  });
});

test('long files come piece by piece, with every row once', async () => {
  const csv = `x,w,f,t\n${Array.from({ length: 200_000 }, (_, i) => `${i},red,true,`).join('\n')}\n`;
  const { pieces, rows } = await collect(csv);
  expect(rows).toBe(200_000);
  expect(pieces.length).toBeGreaterThan(2);
  const numbers = pieces.flatMap(({ table }) =>
    table.columns.filter((column) => column.kind === 'number').flatMap(({ values }) => [...values])
  );
  expect(numbers).toHaveLength(200_000);
  const sum = numbers.reduce((a, b) => a + b, 0);
  expect(sum).toBe((200_000 * 199_999) / 2);
});

test('misfits become missing and are counted; Latin-1 found late does not begin again', async () => {
  const head = `x,w,f,t\n${Array.from({ length: 300_000 }, () => 'many,red,true,').join('\n')}\n1,caf`;
  const { rows, issues } = await collect(new Blob([head, Uint8Array.of(0xe9), ',true,\n']));
  expect(rows).toBe(300_001);
  expect(issues.find(({ code }) => code === 'does-not-fit')!.count).toBe(300_000);
});

const times = (...names: string[]): WantedColumn[] => names.map((name) => ({ name, type: 'time' }));
const daysOf = (pieces: readonly { table: Table }[], column = 0) =>
  pieces.flatMap(({ table }) => {
    const { values } = table.columns[column] as { values: Float64Array };
    return [...values].map((value) => (Number.isNaN(value) ? null : new Date(value).toISOString().slice(0, 10)));
  });

test.each(['01/07/2024', '01.07.2024', '01/07/2024\nsome day', '05/05/2024\n01/07/2024', '2024-03-01\n01/07/2024\n02/07/2024'])(
  'dates that are two days are refused: %j',
  async (lines) => {
    await expect(collect(`t\n${lines}\n`, times('t'))).rejects.toMatchObject({
      code: 'csv-dates-doubtful',
      message: expect.stringMatching(/^The dates of “t” .*: “01.07.2024” is 2024-07-01 or 2024-01-07, and/) as string,
      hint: 'Write the dates with the year first, such as 2024-07-01.'
    });
  }
);

test('dates that are one day, or the same day in both orders, are read', async () => {
  expect(daysOf((await collect('t\n01/07/2024\n25/12/2024\n', times('t'))).pieces)).toEqual(['2024-07-01', '2024-12-25']);
  expect(daysOf((await collect('t\n01/07/2024\n12/25/2024\n', times('t'))).pieces)).toEqual(['2024-01-07', '2024-12-25']);
  expect(daysOf((await collect('t\n05/05/2024\n', times('t'))).pieces)).toEqual(['2024-05-05']);
});

test('another column of the same file tells the order, and so does a person', async () => {
  const csv = 't,u\n01/07/2024,25/12/2024\n';
  expect(daysOf((await collect(csv, times('t', 'u'))).pieces)).toEqual(['2024-07-01']);
  const pieces: { table: Table }[] = [];
  const onRows = (table: Table) => void pieces.push({ table });
  await readCsvForSchema(new Blob([csv]), times('t'), onRows, context, { dateOrder: 'day-first' });
  expect(daysOf(pieces)).toEqual(['2024-07-01']);
});

test('a date that tells the order far behind the first rows is found', async () => {
  const csv = (last: string) => `t\n${'01/07/2024\n'.repeat(100_000)}${last}\n`;
  const days = daysOf((await collect(csv('25/12/2024'), times('t'))).pieces);
  expect([days[0], days.at(-1), days.length]).toEqual(['2024-07-01', '2024-12-25', 100_001]);
  await expect(collect(csv(`${'2024-12-25\n'.repeat(150_000)}02/07/2024`), times('t'))).rejects.toMatchObject({
    code: 'csv-dates-doubtful'
  });
});
