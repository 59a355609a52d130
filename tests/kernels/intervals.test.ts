import { describe, expect, test } from 'vitest';
import { bootstrapInterval, clopperPearson, fewestToResample, wilson } from '../../src/kernels/intervals.ts';
import { readReference } from '../stages/evaluate/fixtures.ts';

interface Reference {
  readonly proportions: {
    hits: number;
    n: number;
    level: number;
    wilson: [number, number];
    clopperPearson: [number | null, number | null];
  }[];
  readonly bca: { value: number; replicates: number[]; jackknife: number[]; n: number; bounds: [number, number] }[];
}

const reference = readReference('evaluate.json') as Reference;

describe.each(reference.proportions)('$hits of $n at $level', (own) => {
  test.each([
    ['wilson', wilson],
    ['clopperPearson', clopperPearson]
  ] as const)('%s is what statsmodels gives', (name, interval) => {
    const { low, high } = interval(own.hits, own.n, own.level);
    expect(low).toBeCloseTo(own[name][0] ?? 0, 10);
    expect(high).toBeCloseTo(own[name][1] ?? 1, 10);
  });
});

test.each(reference.bca)('BCa bounds on $n values follow the formula', ({ value, replicates, jackknife, n, bounds }) => {
  const interval = bootstrapInterval({ value, replicates: Float64Array.from(replicates), jackknife: Float64Array.from(jackknife), n });
  expect(interval.method).toBe('BCa bootstrap');
  expect(interval.low).toBeCloseTo(bounds[0], 10);
  expect(interval.high).toBeCloseTo(bounds[1], 10);
});

test('an acceleration that is not defined falls back to the percentile interval', () => {
  const replicates = Float64Array.from({ length: 101 }, (_, i) => i);
  const interval = bootstrapInterval({ value: 50, replicates, jackknife: new Float64Array(10).fill(50), n: 30 });
  expect(interval.method).toBe('percentile bootstrap');
  expect(interval.low).toBeLessThan(2.5);
});

test('on few rows a bootstrap says that it is too sure, on very few it gives nothing, and without spread it claims none', () => {
  const replicates = Float64Array.from({ length: 101 }, (_, i) => i);
  const jackknife = Float64Array.from({ length: 10 }, (_, i) => 45 + i);
  const on = (n: number, of = replicates) => bootstrapInterval({ value: 50, replicates: of, jackknife, n });
  expect(on(19).method).toBe('BCa bootstrap (on 19 rows too sure)');
  expect(on(20).method).toBe('BCa bootstrap');
  expect([fewestToResample(0.95), fewestToResample(0.8)]).toEqual([6, 4]);
  expect(on(5)).toEqual({ low: NaN, high: NaN, method: 'none: 5 rows are too few to resample' });
  expect(on(40, new Float64Array(101).fill(50))).toEqual({ low: NaN, high: NaN, method: 'none: every resample gives the same value' });
});

test('no rows give no interval', () => {
  expect(wilson(0, 0)).toMatchObject({ low: NaN, high: NaN, method: 'none: no rows' });
  expect(clopperPearson(0, 0).low).toBeNaN();
  expect(bootstrapInterval({ value: 1, replicates: new Float64Array(10).fill(NaN), jackknife: new Float64Array(0), n: 10 }).low).toBeNaN();
});
