import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { categoryColumn, findColumn, gather, type Table } from '../../../src/core/table.ts';
import { decisionField, type FieldAnswers } from '../../../src/stages/explain/decision-field.ts';
import { quiet } from '../evaluate/fixtures.ts';

const ROWS = 300;
const rng = createRng(7);
const draw = () => Float64Array.from({ length: ROWS }, () => normal(rng));
const table: Table = {
  rows: ROWS,
  columns: [
    { kind: 'number', name: 'x', values: draw().map((value, i) => (i === 5 ? NaN : value)) },
    { kind: 'number', name: 'y', values: draw() },
    { kind: 'number', name: 'rest', values: draw() },
    categoryColumn(
      'level',
      Array.from({ length: ROWS }, (_, i) => (i % 2 ? 'a' : 'b'))
    )
  ]
};
const at = (from: Table, name: string) => (findColumn(from, name) as { values: Float64Array }).values;
/** Class 1 where x + y + `weight` rest is above 0. */
const linear =
  (weight: number) =>
  (from: Table): Promise<FieldAnswers> => {
    const values = at(from, 'x').map((x, i) => x + at(from, 'y')[i]! + weight * at(from, 'rest')[i]!);
    return Promise.resolve({ values, codes: Int32Array.from(values, (value) => Number(value > 0)) });
  };
const ask = (weight: number, more: object = {}) =>
  decisionField({
    answer: linear(weight),
    table,
    row: gather(table, [0]),
    columns: ['x', 'y'],
    rng: createRng(1),
    context: quiet,
    ...more
  });

describe('a field over two columns', () => {
  test('says in the middle of each cell what the model says, all else as the row has it', async () => {
    const { grids, values, codes, at: place } = await ask(2);
    const middle = (j: 0 | 1, i: number) => (grids[j][i]! + grids[j][i + 1]!) / 2;
    const rest = 2 * at(table, 'rest')[0]!;
    expect(values).toHaveLength(24);
    values.forEach((line, i) => line.forEach((value, j) => expect(value).toBeCloseTo(middle(0, i) + middle(1, j) + rest, 10)));
    expect(codes!.flat().every((code, i) => code === Number(values.flat()[i]! > 0))).toBe(true);
    expect(place).toEqual([at(table, 'x')[0], at(table, 'y')[0]]);
  });

  test('shows all of a model of two columns, and less of one that goes by others too', async () => {
    const whole = await ask(0);
    expect(whole.agreement.value).toBeGreaterThan(0.9);
    expect(whole.agreement.method).toBe('Wilson');
    expect(whole.rows).not.toContain(5);
    expect(whole.agreement.n).toBe(whole.rows.length);
    const part = await ask(3);
    expect(part.agreement.value).toBeLessThan(0.8);
    const numbers = await ask(0, { answer: async (from: Table) => ({ ...(await linear(0)(from)), codes: null }) });
    expect(numbers.agreement.value).toBeGreaterThan(0.98);
    expect(numbers.agreement.method).toBe('BCa bootstrap');
    expect(numbers.agreement.low).toBeGreaterThan(0.97);
  });

  test('puts rows into the cells they lie in, and leaves those out that lie beyond', async () => {
    const { grids, rows, cellOf } = await ask(0);
    expect(rows.length).toBeLessThan(ROWS - 1);
    rows.forEach((row, i) => {
      expect(at(table, 'x')[row]).toBeGreaterThanOrEqual(grids[0][cellOf[i]![0]]! - 1e-9);
      expect(at(table, 'x')[row]).toBeLessThanOrEqual(grids[0][cellOf[i]![0] + 1]! + 1e-9);
    });
  });

  test('is refused over a category, a column twice, or rows without both', async () => {
    await expect(ask(0, { columns: ['x', 'level'] })).rejects.toMatchObject({ code: 'column-not-varied' });
    await expect(ask(0, { columns: ['x', 'x'] })).rejects.toMatchObject({ code: 'same-column-twice' });
    await expect(ask(0, { table: gather(table, [5, 5, 0]) })).rejects.toMatchObject({ code: 'too-few-rows' });
  });
});
