import { describe, expect, test } from 'vitest';
import type { Matrix } from '../../../src/core/matrix.ts';
import { below, createRng, normal } from '../../../src/core/rng.ts';
import { openFastKMeans } from '../../../src/kernels/k-means/open-k-means-kernel.ts';
import { PlainKMeansKernel } from '../../../src/kernels/k-means/plain-k-means-kernel.ts';

function draws(count: number, seed: number): Float64Array {
  const rng = createRng(seed);
  return Float64Array.from({ length: count }, () => normal(rng));
}

async function sameAssignment(matrix: Matrix, centres: Float64Array): Promise<void> {
  const fast = (await openFastKMeans(matrix))!;
  const [own, plain] = [fast.assign(centres), new PlainKMeansKernel(matrix).assign(centres)];
  expect(own.labels).toEqual(plain.labels);
  expect(own.far()).toEqual(plain.far());
  expect(own.sums).toEqual(plain.sums);
  expect(own.counts).toEqual(plain.counts);
  fast.close();
}

describe('the kernel gives each row to the centre its plain twin gives it to, at the same distance, to the bit', () => {
  test.each([
    [1, 1, 1],
    [7, 3, 2],
    [8, 1, 5],
    [500, 30, 10],
    [1001, 4, 13],
    [64, 100, 3]
  ])('%i rows of %i columns, %i centres', async (rows, cols, k) => {
    await sameAssignment({ data: draws(rows * cols, 1), rows, cols }, draws(k * cols, 2));
  });

  test('among ties, which go to the first centre', async () => {
    const rng = createRng(3);
    const data = Float64Array.from({ length: 1200 }, () => below(rng, 3));
    await sameAssignment(
      { data, rows: 400, cols: 3 },
      Float64Array.from({ length: 30 }, () => below(rng, 3))
    );
  });

  test('far from 0, and close together', async () => {
    const data = draws(3000, 4).map((x) => 1e9 + 1e-3 * x);
    await sameAssignment({ data, rows: 500, cols: 6 }, data.slice(0, 42));
  });

  test('with some rows far away', async () => {
    const data = draws(3000, 5);
    data[600] = 1e9;
    data[1501] = -1e12;
    await sameAssignment({ data, rows: 500, cols: 6 }, data.slice(0, 36));
  });

  test('of tiny numbers, and of equal centres', async () => {
    const data = draws(3000, 7).map((x) => x * 1e-30);
    await sameAssignment({ data, rows: 500, cols: 6 }, data.slice(0, 36));
    await sameAssignment({ data: draws(60, 1), rows: 20, cols: 3 }, new Float64Array(12).fill(1));
  });

  test('centres that lie nearly alike', async () => {
    const centres = Float64Array.from({ length: 60 }, (_, i) => 1 + (i % 6) + 1e-9 * i);
    await sameAssignment({ data: draws(6000, 8), rows: 1000, cols: 6 }, centres);
  });
});

/** The kernel passes over rows that can't have changed: it must be asked with centres that move. */
describe('one assignment after the other the kernel keeps to its twin', () => {
  test.each<[string, number, number, number]>([
    ['far from each other', 20, 5, 3],
    ['one upon the other', 0.2, 5, 3],
    ['many of them', 3, 40, 1],
    ['in one column', 2, 4, 1]
  ])('%s', async (_said, spread, k, cols) => {
    const rows = 2003;
    const middles = draws(k * cols, 9).map((value) => spread * value);
    const data = draws(rows * cols, 10).map((value, i) => middles[(Math.floor(i / cols) % k) * cols + (i % cols)]! + value);
    const matrix = { data, rows, cols };
    const [fast, plain] = [(await openFastKMeans(matrix))!, new PlainKMeansKernel(matrix)];
    let centres = data.slice(0, k * cols);
    for (let step = 0; step < 12; step++) {
      const [own, other] = [fast.assign(centres), plain.assign(centres)];
      expect(own.labels).toEqual(other.labels);
      expect(own.far()).toEqual(other.far());
      expect(own.sums).toEqual(other.sums);
      expect(own.counts).toEqual(other.counts);
      // Half the way, then a jump, then others in number, which begin anew.
      centres =
        step === 8
          ? data.slice(cols, k * cols)
          : centres.map((value, j) => value + (means(other.sums, other.counts, cols)[j]! - value) / 2);
      if (step === 5) centres.copyWithin(0, cols, 2 * cols);
    }
  });
});

const means = (sums: Float64Array, counts: Float64Array, cols: number) =>
  sums.map((sum, at) => sum / Math.max(1, counts[Math.floor(at / cols)]!));

test('rows too far apart for single precision are looked at exactly', async () => {
  await sameAssignment({ data: Float64Array.of(0, 1e40, -1e200, 3, 1e40), rows: 5, cols: 1 }, Float64Array.of(1e40, 5, -1e150));
});
