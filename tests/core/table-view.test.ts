import { expect, test } from 'vitest';
import { gather, textColumn, type NumberColumn, type Table } from '../../src/core/table.ts';
import { viewRows } from '../../src/core/table-view.ts';

const table: Table = {
  rows: 5,
  columns: [
    { kind: 'number', name: 'x', values: Float64Array.of(1, 2, NaN, 4, 5) },
    { kind: 'category', name: 'c', codes: Int32Array.of(0, 1, -1, 1, 0), labels: ['a', 'b'], isOrdinal: true },
    { kind: 'time', name: 't', values: Float64Array.of(10, 20, 30, 40, 50) },
    textColumn('s', ['p', null, 'q', '', 'r'])
  ]
};
const rows = Uint32Array.of(0, 2, 3);

test('a view has the rows that gathering gives, whatever its size', () => {
  for (const manyCells of [0, 1e6]) {
    const view = viewRows(table, rows, manyCells);
    expect(structuredClone(view)).toEqual(gather(table, rows));
    expect({ ...view.columns[0] }).toEqual(gather(table, rows).columns[0]);
  }
});

test('values that are held are the same ones when they are asked for again; the table stays as it is', () => {
  const [x] = viewRows(table, rows, 0).columns as [NumberColumn];
  const values = x.values;
  expect(x.values).toBe(values);
  values[0] = 99;
  expect((table.columns[0] as NumberColumn).values[0]).toBe(1);
});
