import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openNearest } from '../../../src/predict/neighbours/find-nearest.ts';
import { classTarget, dataOf, fitModel, gaussian, numberTable, numberTarget, score } from './support.ts';

type Rows = readonly (readonly number[])[];

/** Made by tests/reference/neighbours.py with scikit-learn 1.2. */
const fixture = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/neighbours.json'), 'utf8')) as Readonly<
  Record<string, readonly number[]>
> & { readonly x: Rows; readonly queries: Rows };

const COUNT = 7;
const tableOf = (rows: Rows, columns: number) =>
  numberTable(Object.fromEntries(Array.from({ length: columns }, (_, j) => [`x${j}`, rows.map((row) => row[j]!)])));
const flat = (rows: Rows, columns: number) => Float64Array.from(rows.flatMap((row) => row.slice(0, columns)));
const classes = classTarget(fixture['classes']!.map((code) => `class ${code}`));
const numbers = numberTarget(fixture['y']!);
const worstOf = (got: ArrayLike<number>, expected: readonly number[]) =>
  expected.reduce((most, value, i) => Math.max(most, Math.abs(got[i]! - value)), 0);

describe.each([3, 15])('of %i columns, nearest neighbours are those of scikit-learn', (cols) => {
  describe.each(['euclidean', 'manhattan'] as const)('%s', (metric) => {
    test('rows and distances', () => {
      const points = { data: flat(fixture.x, cols), rows: fixture.x.length, cols, metric };
      const { rows, far } = openNearest(points, COUNT)(flat(fixture.queries, cols));
      expect([...rows]).toEqual(fixture[`nearest ${cols} ${metric}`]!.flat());
      const expected = fixture[`distances ${cols} ${metric}`]!.flat();
      const worst = worstOf(metric === 'euclidean' ? far.map(Math.sqrt) : far, expected);
      console.info(`distances: at most ${worst.toExponential(1)} apart`);
      expect(worst).toBeLessThan(1e-6);
    });

    test.each(['uniform', 'distance'] as const)('%s answers', async (weights) => {
      const [features, asked] = [tableOf(fixture.x, cols), tableOf(fixture.queries, cols)];
      const params = { nNeighbors: COUNT, weights, metric };
      for (const [kind, target] of [['classes', classes] as const, ['numbers', numbers] as const]) {
        const { state } = await fitModel('neighbours', dataOf(features, target), params);
        const worst = worstOf(score('neighbours', state, asked), fixture[`${kind} ${cols} ${metric} ${weights}`]!);
        console.info(`${kind}, ${weights}: at most ${worst.toExponential(1)} apart`);
        expect(worst).toBeLessThan(1e-12);
      }
    });
  });
});

describe('nearest neighbours and odd data', () => {
  const columns = gaussian(200, 2, 4);
  const features = numberTable({ a: columns[0]!, b: columns[1]! });

  test('of rows equally near, the earlier is taken, through a tree as by looking at all', () => {
    const grid = Float64Array.from({ length: 800 }, (_, i) => Math.floor(i / 2) % 5);
    const queries = Float64Array.from([2, 2, 0.5, 0.5, 7, -1]);
    for (const metric of ['euclidean', 'manhattan'] as const) {
      const { rows, far } = openNearest({ data: grid, rows: 400, cols: 2, metric }, 30)(queries);
      for (let q = 0; q < 3; q++) {
        const distance = (row: number) => {
          const [dx, dy] = [queries[2 * q]! - grid[2 * row]!, queries[2 * q + 1]! - grid[2 * row + 1]!];
          return metric === 'euclidean' ? dx * dx + dy * dy : Math.abs(dx) + Math.abs(dy);
        };
        const all = Array.from({ length: 400 }, (_, row) => row).sort((one, other) => distance(one) - distance(other) || one - other);
        expect([...rows.slice(30 * q, 30 * q + 30)]).toEqual(all.slice(0, 30));
        expect([...far.slice(30 * q, 30 * q + 30)]).toEqual(all.slice(0, 30).map(distance));
      }
    }
  });

  test('with fewer rows than neighbours every row is asked, and that is said', async () => {
    const few = numberTable({ a: [1, 2, 4] });
    const { state, notes } = await fitModel('neighbours', dataOf(few, numberTarget([3, 6, 9])));
    expect([...score('neighbours', state, few)]).toEqual([6, 6, 6]);
    expect(notes.map(({ code }) => code)).toEqual(['rows-kept', 'neighbours-all']);
  });

  test('light rows are joined by more of them', async () => {
    const line = numberTable({ a: [0, 1, 2, 3, 4, 5] });
    const weights = new Float64Array(6).fill(0.5);
    const { state } = await fitModel('neighbours', dataOf(line, numberTarget([1, 2, 3, 4, 5, 6]), weights), { nNeighbors: 2 });
    expect(score('neighbours', state, numberTable({ a: [-1] }))[0]).toBe(2.5);
  });

  test('rows that weigh next to nothing are not all asked', async () => {
    const line = numberTable({ a: Array.from({ length: 100 }, (_, i) => i) });
    const weights = new Float64Array(100).fill(1e-6);
    const { state } = await fitModel(
      'neighbours',
      dataOf(line, numberTarget((line.columns[0] as { values: Float64Array }).values), weights),
      { nNeighbors: 2 }
    );
    expect(score('neighbours', state, numberTable({ a: [-1] }))[0]).toBeCloseTo(9.5, 9);
  });

  test('huge values do not end in no number', async () => {
    const target = numberTarget(columns[0]!);
    const huge = numberTable({ a: columns[0]!.map((x) => x * 1e200), b: columns[1]! });
    const { state } = await fitModel('neighbours', dataOf(huge, target), { weights: 'distance' });
    expect(score('neighbours', state, huge).every(Number.isFinite)).toBe(true);
    expect(score('neighbours', state, numberTable({ a: [-1e250], b: [0] })).every(Number.isFinite)).toBe(true);
  });

  test('more columns than rows, and a class with one row, are no trouble', async () => {
    const wide = numberTable(Object.fromEntries(gaussian(12, 40, 1).map((values, j) => [`x${j}`, values])));
    const lonely = classTarget(Array.from({ length: 12 }, (_, i) => (i === 3 ? 'one' : i % 2 ? 'a' : 'b')));
    const { state } = await fitModel('neighbours', dataOf(wide, lonely));
    expect(score('neighbours', state, wide).every(Number.isFinite)).toBe(true);
  });

  test('the rows can be read from the model, and it says so', async () => {
    const { state, notes } = await fitModel('neighbours', dataOf(features, numberTarget(columns[1]!)));
    expect((state['rows'] as Float64Array).slice(0, 2)).toEqual(Float64Array.of(columns[0]![0]!, columns[1]![0]!));
    expect(notes[0]!.message).toContain('can read them');
  });
});
