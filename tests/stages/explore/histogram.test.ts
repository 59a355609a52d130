import { describe, expect, test } from 'vitest';
import { histogramOf } from '../../../src/stages/explore/histogram.ts';

const ages = Float64Array.from({ length: 7400 }, (_, i) => 17 + Math.floor(i / 100));

describe('bins of whole numbers', () => {
  test('ages over 74 years make no comb: each bin holds as many ages', () => {
    const { edges, counts } = histogramOf(ages, true);
    const widths = counts.map((_, i) => edges[i + 1]! - edges[i]!);
    expect(edges[0]).toBe(16.5);
    expect(new Set(widths).size).toBe(1);
    expect(Number.isInteger(widths[0])).toBe(true);
    expect(edges.at(-1)).toBeGreaterThan(90);
    expect(new Set(counts.slice(0, -1))).toEqual(new Set([100 * widths[0]!]));
    expect(counts.reduce((sum, count) => sum + count)).toBe(ages.length);
  });

  test('a small range has a bin each', () =>
    expect(histogramOf(Float64Array.of(0, 0, 0, 2), true)).toEqual({ edges: [-0.5, 0.5, 1.5, 2.5], counts: [3, 0, 1] }));

  test('numbers beyond halves are binned evenly and all counted', () => {
    const { edges, counts } = histogramOf(Float64Array.of(2 ** 52, 2 ** 53 - 1), true);
    expect(new Set(edges).size).toBe(edges.length);
    expect(counts.reduce((sum, count) => sum + count)).toBe(2);
  });

  test('no bin stands empty behind the largest value', () => {
    const { counts } = histogramOf(Float64Array.from({ length: 100 }, (_, i) => i), true); // prettier-ignore
    expect(counts.at(-1)).toBeGreaterThan(0);
    expect(counts.length).toBeLessThanOrEqual(40);
  });
});
