import { describe, expect, test } from 'vitest';
import { mean } from '../../src/core/stats.ts';
import { createRng, normal } from '../../src/core/rng.ts';
import { blockLength } from '../../src/kernels/block-length.ts';

function autoregressive(seed: number, n: number, phi: number): Float64Array {
  const rng = createRng(seed);
  let last = normal(rng) / Math.sqrt(1 - phi * phi);
  return Float64Array.from({ length: n }, () => (last = phi * last + normal(rng)));
}

const typical = (n: number, phi: number) => mean(Array.from({ length: 60 }, (_, seed) => blockLength(autoregressive(seed, n, phi))));

describe('the length of a block', () => {
  test('is near what the formula gives for the true autocovariances of an autoregression', () => {
    const n = 2000;
    const phi = 0.8;
    const ideal = Math.cbrt(1.5 * ((2 * phi) / (1 - phi * phi)) ** 2 * n);
    expect(typical(n, phi) / ideal).toBeGreaterThan(0.75);
    expect(typical(n, phi) / ideal).toBeLessThan(1.25);
  });

  test('is short without dependence and grows with it', () => {
    expect(typical(300, 0)).toBeLessThan(3);
    expect(typical(300, 0.5)).toBeGreaterThan(typical(300, 0));
    expect(typical(300, 0.9)).toBeGreaterThan(typical(300, 0.5));
  });

  test('never passes a third of the series, and is 1 for a constant or a single value', () => {
    expect(blockLength(Float64Array.from({ length: 60 }, (_, i) => i))).toBeLessThanOrEqual(20);
    expect(blockLength(new Float64Array(50).fill(3))).toBe(1);
    expect(blockLength(Float64Array.of(1))).toBe(1);
    expect(blockLength(new Float64Array(0))).toBe(1);
  });

  test('of a very long series is found by averages of neighbours, in whole averages', () => {
    const length = blockLength(autoregressive(3, 100_000, 0.9));
    expect(length % 5).toBe(0);
    expect(length).toBeGreaterThan(100);
    expect(length).toBeLessThan(600);
  });
});
