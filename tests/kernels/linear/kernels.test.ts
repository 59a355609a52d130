import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coordinateDescent } from '../../../src/kernels/linear/coordinate-descent.ts';
import { leastSquares } from '../../../src/kernels/linear/least-squares.ts';
import { fista, lbfgs } from '../../../src/kernels/linear/minimise.ts';
import { newton } from '../../../src/kernels/linear/newton.ts';
import { finish, type Work } from '../../../src/kernels/work.ts';
import { createRng, normal } from '../../../src/core/rng.ts';

const draws = (count: number, seed: number) => {
  const rng = createRng(seed);
  return Float64Array.from({ length: count }, () => normal(rng));
};
const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

test('least squares leaves a residual at right angles to every column, also when columns depend on each other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 7 }), fc.boolean(), fc.integer(), (n, p, isDependent, seed) => {
      const columns = Array.from({ length: p }, (_, j) => draws(n, seed + j));
      if (isDependent)
        columns.push(
          columns[0]!.map((value, i) => value + (columns[1]?.[i] ?? 0)),
          columns[0]!.slice()
        );
      const y = draws(n, seed - 1);
      const { solution, rank } = finish(
        leastSquares(
          columns.map((column) => column.slice()),
          y.slice()
        )
      );
      const residual = y.map((value, i) => value - columns.reduce((sum, column, j) => sum + column[i]! * solution[j]!, 0));
      expect(rank).toBe(Math.min(n, p));
      for (const column of columns) expect(Math.abs(dot(column, residual))).toBeLessThan(1e-7 * (1 + Math.max(...solution.map(Math.abs))));
    })
  );
});

test('of all best vectors least squares takes the shortest', () => {
  const x = draws(9, 1);
  const y = x.map((value) => 3 * value);
  const { solution } = finish(leastSquares([x.slice(), x.slice(), x.slice()], y));
  expect([...solution]).toEqual([1, 1, 1].map((value) => expect.closeTo(value, 12)));
});

test('coordinate descent soft-thresholds when columns are at right angles', () => {
  const columns = [Float64Array.of(2, 0, 0), Float64Array.of(0, 1, 0), Float64Array.of(0, 0, 1)];
  const { coefficients, converged } = finish(
    coordinateDescent(columns, Float64Array.of(3, -5, 0.5), { l1: 1, l2: 1 }, { maxIter: 50, tol: 1e-12 })
  );
  expect(converged).toBe(true);
  expect([...coefficients]).toEqual([(6 - 1) / (4 + 1), -(5 - 1) / (1 + 1), 0].map((value) => expect.closeTo(value, 12)));
});

/** A curved valley with its floor at (1, 1). */
function* rosenbrock(at: Float64Array, slope: Float64Array): Work<number> {
  yield 1;
  const [a, b] = [at[0]!, at[1]!];
  slope[0] = -400 * a * (b - a * a) - 2 * (1 - a);
  slope[1] = 200 * (b - a * a);
  return 100 * (b - a * a) ** 2 + (1 - a) ** 2;
}

test('the quasi-Newton search finds the end of a curved valley', () => {
  const found = finish(lbfgs(rosenbrock, Float64Array.of(-1.2, 1), { maxIter: 200, tol: 1e-10 }));
  expect(found.converged).toBe(true);
  expect([...found.at]).toEqual([expect.closeTo(1, 8), expect.closeTo(1, 8)]);
});

test('Newton with second derivatives that say nothing of one direction stays out of it', () => {
  function* bowl(at: Float64Array, slope: Float64Array): Work<number> {
    yield 1;
    const error = at[0]! + at[1]! - 2;
    slope.fill(error);
    return error ** 2 / 2;
  }
  function* flat(): Work<Float64Array> {
    yield 1;
    return new Float64Array(4).fill(1);
  }
  const found = finish(newton(bowl, flat, new Float64Array(2), { maxIter: 50, tol: 1e-12 }));
  expect(found.converged).toBe(true);
  expect([...found.at]).toEqual([expect.closeTo(1, 6), expect.closeTo(1, 6)]);
});

test('the proximal search soft-thresholds a bowl', () => {
  function* bowl(at: Float64Array, slope: Float64Array): Work<number> {
    yield 1;
    at.forEach((value, j) => (slope[j] = value - [3, 0.5, -2][j]!));
    return slope.reduce((sum, value) => sum + (value * value) / 2, 0);
  }
  const found = finish(fista(bowl, new Float64Array(3).fill(1), new Float64Array(3), { maxIter: 500, tol: 1e-12 }));
  expect([...found.at]).toEqual([expect.closeTo(2, 6), 0, expect.closeTo(-1, 6)]);
});
