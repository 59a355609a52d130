import { expect, test } from 'vitest';
import { gather, textColumn, type NumberColumn, type Table } from '../../src/core/table.ts';
import { doneWith, viewRows } from '../../src/core/table-view.ts';

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

test('a column is copied anew after it was given back, and a reader that jumps between columns comes to an end', () => {
  const view = viewRows({ rows: 5, columns: [...'abcd'].map((name) => ({ kind: 'number' as const, name, values: Float64Array.of(1, 2, NaN, 4, 5) })) }, rows, 0); // prettier-ignore
  const columns = view.columns as NumberColumn[];
  for (const column of columns) {
    expect([...column.values]).toEqual([1, NaN, 4]);
    doneWith(column);
    expect([...column.values]).toEqual([1, NaN, 4]);
  }
  const copies = new Set<Float64Array>();
  for (let again = 0; again < 100; again++) for (const column of columns) copies.add(column.values);
  expect(copies.size).toBeLessThanOrEqual(17 * columns.length);
});
