import { describe, expect, test } from 'vitest';
import { createRng } from '../../src/core/rng.ts';
import { DISTINCT_DEVIATION, HyperLogLog } from '../../src/kernels/hyper-log-log.ts';

/** Relative error of a count of n random doubles. */
function errorOf(n: number, seed: number): number {
  const rng = createRng(seed);
  const counter = new HyperLogLog();
  counter.addNumbers(Float64Array.from({ length: n }, () => rng() * 2 - 1));
  return counter.estimate() / n - 1;
}

describe('counting different values', () => {
  // The seeds are fixed, so these are facts and not chances.
  test.each([100, 3_000, 15_000, 40_000, 80_000, 300_000])('of %i the error has the spread that is promised, and no lean', (n) => {
    const errors = Array.from({ length: 60 }, (_, seed) => errorOf(n, seed + 1));
    const mean = errors.reduce((sum, error) => sum + error) / errors.length;
    const spread = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length);
    const covered = errors.filter((error) => Math.abs(error) <= 1.96 * DISTINCT_DEVIATION).length;
    expect(spread).toBeLessThan(1.3 * DISTINCT_DEVIATION);
    expect(Math.abs(mean)).toBeLessThan((3 * DISTINCT_DEVIATION) / Math.sqrt(60));
    expect(covered).toBeGreaterThanOrEqual(53);
  });

  test('whole numbers in a row, and numbers that differ in their last bit, are as many', () => {
    for (const numberAt of [
      (i: number) => i,
      (i: number) => 1 + i * Number.EPSILON,
      (i: number) => 1.6e12 + i * 86_400_000,
      (i: number) => i / 100
    ]) {
      const counter = new HyperLogLog();
      counter.addNumbers(Float64Array.from({ length: 200_000 }, (_, i) => numberAt(i)));
      expect(Math.abs(counter.estimate() / 200_000 - 1)).toBeLessThan(3 * DISTINCT_DEVIATION);
    }
  });

  test('values seen again count once; both zeros are one; NaN is none', () => {
    const counter = new HyperLogLog();
    for (let again = 0; again < 50; again++) counter.addNumbers(Float64Array.of(0, -0, 1, NaN, Infinity, -Infinity));
    expect(Math.round(counter.estimate())).toBe(4);
    expect(new HyperLogLog().estimate()).toBe(0);
  });

  test('two counters merged are one counter of both, in any order', () => {
    const parts = [1, 2, 3].map((seed) => {
      const rng = createRng(seed);
      return Float64Array.from({ length: 30_000 }, () => Math.floor(rng() * 50_000));
    });
    const counted = (order: readonly number[]) => {
      const counters = order.map((i) => {
        const counter = new HyperLogLog();
        counter.addNumbers(parts[i]!);
        return counter;
      });
      counters[1]!.merge(counters[2]!);
      counters[0]!.merge(counters[1]!);
      return counters[0]!.estimate();
    };
    const whole = new HyperLogLog();
    for (const part of parts) whole.addNumbers(part);
    expect([counted([0, 1, 2]), counted([2, 0, 1])]).toEqual([whole.estimate(), whole.estimate()]);
  });
});
