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
