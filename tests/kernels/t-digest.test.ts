import { describe, expect, test } from 'vitest';
import { createRng, normal, type Rng } from '../../src/core/rng.ts';
import { quantileSorted } from '../../src/core/stats.ts';
import { TDigest } from '../../src/kernels/t-digest.ts';

const SHARES = [0.001, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999];
const ROWS = 300_000;

const draws: Record<string, (rng: Rng, i: number) => number> = {
  uniform: (rng) => rng(),
  normal: (rng) => normal(rng),
  'very lopsided': (rng) => Math.exp(4 * normal(rng)),
  ascending: (_, i) => i,
  descending: (_, i) => -i,
  'in two far groups': (rng) => (rng() < 0.3 ? -1e9 : 1e9) + normal(rng),
  'half of it nought': (rng) => (rng() < 0.5 ? 0 : normal(rng)),
  'of three decimals': (rng) => Math.round(normal(rng) * 1000) / 1000,
  'in waves': (rng, i) => Math.sin(i / 1000) + rng() / 10
};

const drawn = (name: string, rows = ROWS) => {
  const rng = createRng(7);
  return Float64Array.from({ length: rows }, (_, i) => draws[name]!(rng, i));
};

/** How far off the place of an answer is, as a share of all values; 0 where it lies among equal ones at the place wanted. */
function rankError(sorted: Float64Array, value: number, share: number): number {
  const below = sorted.findIndex((other) => other >= value);
  const above = sorted.findLastIndex((other) => other <= value);
  const place = share * (sorted.length - 1);
  const [low, high] = [below < 0 ? sorted.length : below, above];
  return Math.max(0, Math.min(low, high) - place, place - Math.max(low, high)) / sorted.length;
}

const errorsOf = (digest: TDigest, sorted: Float64Array) => SHARES.map((share) => rankError(sorted, digest.quantile(share), share));

describe('quantiles of a stream', () => {
  test.each(Object.keys(draws))('%s: places are off by less than 0.05 %, outermost by less than 0.005 %', (name) => {
    const values = drawn(name);
    const digest = new TDigest();
    for (let from = 0; from < ROWS; from += 65_536) digest.add(values.subarray(from, from + 65_536));
    const errors = errorsOf(digest, values.toSorted());
    expect(Math.max(...errors)).toBeLessThan(5e-4);
    expect(Math.max(errors[0]!, errors.at(-1)!)).toBeLessThan(5e-5);
    expect(digest.size).toBeLessThanOrEqual(1000);
  });

  test.each(Object.keys(draws))('%s: merged in any order it is as good', (name) => {
    const values = drawn(name, 120_000);
    const sorted = values.toSorted();
    const parts = () =>
      [0, 1, 2].map((part) => {
        const digest = new TDigest();
        digest.add(values.subarray(part * 40_000, (part + 1) * 40_000));
        return digest;
      });
    const [a, b, c] = parts() as [TDigest, TDigest, TDigest];
    a.merge(b);
    a.merge(c);
    const [d, e, f] = parts() as [TDigest, TDigest, TDigest];
    e.merge(f);
    d.merge(e);
    expect([a.count, d.count]).toEqual([120_000, 120_000]);
    for (const merged of [a, d]) expect(Math.max(...errorsOf(merged, sorted))).toBeLessThan(1e-3);
    for (const end of [0, 1])
      expect([a.quantile(end), d.quantile(end)]).toEqual([quantileSorted(sorted, end), quantileSorted(sorted, end)]);
  });

  test('few values give the very quantiles', () => {
    const values = Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6);
    const digest = new TDigest();
    digest.add(values);
    for (const share of SHARES) expect(digest.quantile(share)).toBeCloseTo(quantileSorted(values.toSorted(), share), 12);
  });

  test('one value over and over is that value, and no value is none', () => {
    const digest = new TDigest();
    digest.add(new Float64Array(200_000).fill(0.1));
    expect(SHARES.map((share) => digest.quantile(share))).toEqual(SHARES.map(() => 0.1));
    expect(new TDigest().quantile(0.5)).toBeNaN();
  });

  test('NaN is left out, infinities stand at the ends', () => {
    const digest = new TDigest();
    digest.add(Float64Array.of(NaN, -Infinity, 1, 2, 3, Infinity, Infinity, NaN));
    expect(digest.count).toBe(6);
    expect([0, 0.4, 0.8, 1].map((share) => digest.quantile(share))).toEqual([-Infinity, 2, Infinity, Infinity]);
    const endless = new TDigest();
    endless.add(Float64Array.of(Infinity, -Infinity));
    expect([endless.quantile(0), endless.quantile(1)]).toEqual([-Infinity, Infinity]);
  });

  test('the largest doubles do not overflow', () => {
    const digest = new TDigest(20);
    digest.add(Float64Array.from({ length: 10_000 }, (_, i) => (i % 2 === 0 ? 1 : -1) * Number.MAX_VALUE * (1 - i / 20_000)));
    for (const share of SHARES) expect(Number.isFinite(digest.quantile(share))).toBe(true);
  });

  test('counted values weigh as often as they were counted', () => {
    const digest = new TDigest();
    digest.addCounted(Float64Array.of(1, 2, 10), Float64Array.of(500, 400, 100));
    digest.add(Float64Array.of(11));
    expect(digest.count).toBe(1001);
    expect([digest.quantile(0), digest.quantile(0.2), digest.quantile(1)]).toEqual([1, 1, 11]);
  });
});
