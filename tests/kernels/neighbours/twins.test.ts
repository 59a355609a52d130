import { beforeAll, describe, expect, test } from 'vitest';
import type { Points } from '../../../src/core/nearest.ts';
import { below, createRng, normal } from '../../../src/core/rng.ts';
import { fastNearest } from '../../../src/kernels/neighbours/fast-nearest.ts';
import { openNearest } from '../../../src/predict/neighbours/find-nearest.ts';

let open: NonNullable<Awaited<ReturnType<typeof fastNearest>>>;
beforeAll(async () => {
  open = (await fastNearest())!;
});

const draws = (count: number, seed: number) => {
  const rng = createRng(seed);
  return Float64Array.from({ length: count }, () => normal(rng));
};

function sameNeighbours(points: Points, count: number, queries: Float64Array): void {
  const [fast, plain] = [open(points, count)!(queries), openNearest(points, count)(queries)];
  expect(fast.rows).toEqual(plain.rows);
  expect(fast.far).toEqual(plain.far);
}

describe.each(['euclidean', 'manhattan'] as const)('the kernel finds what its plain twin finds, to the bit, %s', (metric) => {
  test.each([
    [1, 1, 1, 1],
    [7, 3, 7, 5],
    [8, 1, 2, 4],
    [500, 5, 10, 33],
    [3000, 14, 5, 300],
    [1000, 40, 3, 9]
  ])('%i points of %i columns, %i neighbours, %i queries', (rows, cols, count, queries) => {
    sameNeighbours({ data: draws(rows * cols, 1), rows, cols, metric }, count, draws(queries * cols, 2));
  });

  test('among ties, which go to the earlier row', () => {
    const rng = createRng(3);
    const data = Float64Array.from({ length: 2000 * 4 }, () => below(rng, 3));
    sameNeighbours({ data, rows: 2000, cols: 4, metric }, 25, data.slice(0, 400));
  });

  test('far from 0, and close together', () => {
    const data = draws(1000 * 6, 4).map((x) => 1e9 + 1e-3 * x);
    sameNeighbours({ data, rows: 1000, cols: 6, metric }, 5, data.slice(0, 240));
  });

  test('with some points far away, and queries farther still', () => {
    const data = draws(1000 * 6, 5);
    data[600] = 1e12;
    data[3001] = -1e9;
    const queries = draws(20 * 6, 6);
    queries[7] = 1e13;
    queries[20] = 1e200;
    sameNeighbours({ data, rows: 1000, cols: 6, metric }, 5, queries);
  });

  test('of tiny numbers', () => {
    sameNeighbours({ data: draws(1000 * 6, 7).map((x) => x * 1e-30), rows: 1000, cols: 6, metric }, 5, draws(60, 8).map((x) => x * 1e-30)); // prettier-ignore
  });

  test('points too far apart for single precision are left to the twin', () => {
    expect(open({ data: Float64Array.of(0, 1e200), rows: 2, cols: 1, metric }, 1)).toBeNull();
  });

  test('two searches take turns', () => {
    const one = { data: draws(900 * 5, 9), rows: 900, cols: 5, metric };
    const other = { data: draws(400 * 8, 10), rows: 400, cols: 8, metric };
    const [findOne, findOther] = [open(one, 3)!, open(other, 4)!];
    const [asked, askedOther] = [draws(50, 11), draws(80, 12)];
    const first = findOne(asked);
    expect(findOther(askedOther)).toEqual({ ...openNearest(other, 4)(askedOther) });
    expect(findOne(asked)).toEqual(first);
  });
});
