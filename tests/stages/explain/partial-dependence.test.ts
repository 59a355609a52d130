import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { categoryColumn, findColumn, type Table, textColumn } from '../../../src/core/table.ts';
import { partialDependence } from '../../../src/stages/explain/partial-dependence.ts';
import { gridOf } from '../../../src/stages/explain/vary.ts';
import { whatIf } from '../../../src/stages/explain/what-if.ts';
import { quiet } from '../evaluate/fixtures.ts';

const rng = createRng(1);
const table: Table = {
  rows: 800,
  columns: [
    { kind: 'number', name: 'x', values: Float64Array.from({ length: 800 }, () => normal(rng)) },
    { kind: 'number', name: 'count', values: Float64Array.from({ length: 800 }, (_, i) => (i % 10 ? i % 3 : NaN)) },
    categoryColumn(
      'level',
      Array.from({ length: 800 }, (_, i) => (i % 4 ? 'many' : i % 8 ? 'some' : 'few'))
    ),
    { kind: 'time', name: 'day', values: Float64Array.from({ length: 800 }, (_, i) => i * 86_400_000) },
    textColumn('words', new Array(800).fill('a'))
  ]
};

const valuesOf = (from: Table, name: string) => (findColumn(from, name) as { values: Float64Array }).values;
const labelsOf = (from: Table) => {
  const { codes, labels } = findColumn(from, 'level') as { codes: Int32Array; labels: readonly string[] };
  return Array.from(codes, (code) => labels[code]!);
};
/** x squared where the level is many, otherwise nothing: an interaction. */
const predict = (from: Table) => valuesOf(from, 'x').map((x, row) => (labelsOf(from)[row] === 'many' ? x * x : 0));
const request = () => ({ predict, table, rng: createRng(2), context: quiet });

describe('the grid', () => {
  test('of a number is quantiles from the 1 % to the 99 % one', () => {
    const grid = gridOf(table, 'x') as number[];
    expect(grid).toHaveLength(20);
    expect(grid[0]).toBeGreaterThan(-3);
    expect(grid).toEqual(grid.toSorted((a, b) => a - b));
  });

  test('of few distinct numbers is those, of a category its levels by how common they are', () => {
    expect(gridOf(table, 'count')).toEqual([0, 1, 2]);
    expect(gridOf(table, 'level')).toEqual(['many', 'few', 'some']);
    expect(gridOf(table, 'day')).toHaveLength(20);
  });

  test('of text is refused', () => {
    expect(() => gridOf(table, 'words')).toThrow(expect.objectContaining({ code: 'column-not-varied' }));
    expect(() => gridOf(table, 'none')).toThrow(expect.objectContaining({ code: 'column-not-found' }));
  });
});

describe('partial dependence', () => {
  test('is the average of the model over the rows, and its curves show what hangs on another column', async () => {
    const result = await partialDependence({ ...request(), column: 'x', grid: [-2, 0, 2], mostRows: 800 });
    expect(result.average[0]).toBeCloseTo(4 * 0.75, 12);
    expect(result.average[1]).toBe(0);
    expect([result.low[2], result.high[2]]).toEqual([0, 4]);
    expect(result.curves).toHaveLength(50);
    for (const curve of result.curves) expect(curve[0] === 4 || curve[0] === 0).toBe(true);
    expect(result.rows).toBe(800);
  });

  test('of a category walks its levels, of many rows a sample', async () => {
    const result = await partialDependence({ ...request(), column: 'level' });
    expect(result.grid).toEqual(['many', 'few', 'some']);
    expect(result.average[0]).toBeGreaterThan(0.7);
    expect(result.average.slice(1)).toEqual([0, 0]);
    expect(result.rows).toBe(500);
    expect(result.curveRows.every((row) => row < 800)).toBe(true);
  });

  test('is the same for the same seed, and refuses no rows', async () => {
    expect(await partialDependence({ ...request(), column: 'x' })).toEqual(await partialDependence({ ...request(), column: 'x' }));
    await expect(partialDependence({ ...request(), table: { rows: 0, columns: [] }, column: 'x' })).rejects.toMatchObject({
      code: 'too-few-rows'
    });
  });
});

describe('what if', () => {
  test('one row is walked over a number', async () => {
    const result = await whatIf({ predict, table, row: 1, column: 'x', grid: [0, 1, 3] });
    expect(result.answers).toEqual([0, 1, 9]);
    expect(result.now).toBe(valuesOf(table, 'x')[1]! ** 2);
  });

  test('and over levels, known or not', async () => {
    const x = valuesOf(table, 'x')[1]!;
    expect((await whatIf({ predict, table, row: 1, column: 'level', grid: ['few', 'many', 'never seen'] })).answers).toEqual([0, x * x, 0]);
    expect((await whatIf({ predict, table, row: 1, column: 'level' })).grid).toHaveLength(3);
  });

  test('text has no range', async () => {
    await expect(whatIf({ predict, table, row: 0, column: 'words' })).rejects.toMatchObject({ code: 'column-not-varied' });
  });
});
