import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../src/core/rng.ts';
import { radixSort } from '../../src/kernels/radix-sort.ts';
import { finish } from '../../src/kernels/work.ts';

const MANY = 70_000;
const rng = createRng(3);

/** More than are sorted by comparing, each with what it is about. */
const draws: Record<string, () => number> = {
  'of either sign': () => normal(rng),
  'below zero': () => -Math.exp(normal(rng)),
  'between one and two': () => 1 + rng(),
  'whole, and a few of them': () => Math.floor(rng() * 90) - 45,
  'moments of some years': () => 1.6e12 + Math.floor(rng() * 1e11),
  'alike but for their last bits': () => 1 + Math.floor(rng() * 40) * Number.EPSILON,
  'one and the same': () => -7,
  'of every size': () => (rng() < 0.5 ? -1 : 1) * 10 ** (rng() * 600 - 300),
  'with both zeros, gaps, infinities and the smallest doubles': () =>
    [0, -0, NaN, Infinity, -Infinity, Number.MIN_VALUE, -Number.MIN_VALUE, Number.MAX_VALUE][Math.floor(rng() * 8)]!
};

describe('sorting doubles by their digits', () => {
  test.each(Object.entries(draws))('numbers %s stand as a sort by comparing has them', (_, draw) => {
    const values = Float64Array.from({ length: MANY }, draw);
    const before = values.slice();
    const { values: sorted, present } = finish(radixSort(values));
    expect(isSame(sorted, values.toSorted())).toBe(true);
    expect(present).toBe(values.filter((value) => !Number.isNaN(value)).length);
    expect(isSame(values, before)).toBe(true);
  });

  test('any few numbers, and any many', () => {
    const lists = fc.tuple(fc.array(fc.double(), { maxLength: 40 }), fc.constantFrom(1, 1000));
    fc.assert(
      fc.property(lists, ([few, times]) => {
        const values = Float64Array.from({ length: few.length * times }, (_, i) => few[i % few.length]!);
        return isSame(finish(radixSort(values)).values, values.toSorted());
      }),
      { numRuns: 200 }
    );
  });

  test('no number, one number and gaps alone', () => {
    for (const few of [[], [3], [NaN], [NaN, NaN, 1]]) {
      const { values, present } = finish(radixSort(Float64Array.from(few)));
      expect([...values]).toEqual(few.toSorted((a, b) => Number(Number.isNaN(a)) - Number(Number.isNaN(b))));
      expect(present).toBe(few.filter((value) => !Number.isNaN(value)).length);
    }
    const gaps = finish(radixSort(new Float64Array(MANY).fill(NaN)));
    expect([gaps.values.length, gaps.present]).toEqual([MANY, 0]);
  });

  test('a part of a longer array is sorted alone', () => {
    const long = Float64Array.from({ length: 3 * MANY }, () => normal(rng));
    const part = long.subarray(MANY, 2 * MANY);
    expect(isSame(finish(radixSort(part)).values, part.toSorted())).toBe(true);
  });

  test('it says how far it is before half a million values are done', () => {
    const steps = [...radixSort(new Float64Array(1_000_000).fill(1))];
    expect(steps.length).toBeGreaterThan(3);
  });
});

function isSame(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}
