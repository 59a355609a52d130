import { describe, expect, test } from 'vitest';
import { createRng } from '../../src/core/rng.ts';
import { resample } from '../../src/kernels/resample.ts';
import { unitInterval } from '../../src/kernels/unit-interval.ts';
import { unitShare } from '../../src/kernels/unit-share.ts';
import { drawsOf, numberUnits, piecesOf, type Units } from '../../src/kernels/units.ts';
import { wilson } from '../../src/kernels/intervals.ts';
import { quiet } from '../stages/evaluate/fixtures.ts';

const groups = (...of: number[]): Units => ({ kind: 'groups', of: Uint32Array.from(of), count: new Set(of).size, run: 1 });
const moments = (count: number, run: number): Units => ({
  kind: 'moments',
  of: Uint32Array.from({ length: count }, (_, i) => i),
  count,
  run
});

/** Every weighting a resample was scored under. */
async function weightings(units: Units, replicates: number, classes?: Int32Array): Promise<{ drawn: number[][]; left: number[][] }> {
  const seen: number[][] = [];
  const scores = (weights: Float64Array) => [seen.push([...weights])];
  const rows = units.of.length;
  await resample({ rows, weights: null, replicates, scores, rng: createRng(1), context: quiet, units, ...(classes ? { classes } : {}) });
  return { drawn: seen.slice(0, replicates), left: seen.slice(replicates) };
}

describe('drawing units', () => {
  test('rows of one group are drawn equally often, and leave together', async () => {
    const { drawn, left } = await weightings(groups(0, 0, 1, 1, 1, 2), 50);
    for (const row of [...drawn, ...left]) expect([row[0], row[2], row[3]]).toEqual([row[1], row[3], row[4]]);
    for (const row of drawn) expect(row[0]! + row[2]! + row[5]!).toBe(3);
    expect(left).toHaveLength(3);
  });

  test('moments are drawn in runs, as many as before, and blocks side by side leave in turn', async () => {
    const { drawn, left } = await weightings(moments(12, 4), 50);
    for (const row of drawn) expect(row.reduce((sum, weight) => sum + weight)).toBe(12);
    expect(drawn.some((row) => row.filter((weight) => weight > 0).length < 12)).toBe(true);
    expect(left).toEqual([0, 1, 2].map((block) => Array.from({ length: 12 }, (_, i) => (Math.floor(i / 4) === block ? 0 : 1))));
  });

  test('a class of one group is in every resample', async () => {
    const { drawn } = await weightings(groups(0, 0, 1, 1, 2, 2, 3, 3), 100, Int32Array.of(0, 0, 0, 0, 0, 0, 1, 0));
    expect(Math.min(...drawn.map((row) => row[6]!))).toBeGreaterThan(0);
  });

  test('pieces are groups, or blocks of which the last takes the rest', () => {
    expect([...piecesOf(groups(2, 0, 1, 0))]).toEqual([2, 0, 1, 0]);
    expect([...piecesOf(moments(8, 3))]).toEqual([0, 0, 0, 1, 1, 1, 1, 1]);
    expect(drawsOf(moments(8, 3))).toBe(2);
  });

  test('equal keys are one unit, in the order given', () => {
    const { of, count } = numberUnits([5, 1, 5, 3], [1, 3, 0, 2]);
    expect([...of]).toEqual([2, 0, 2, 1]);
    expect(count).toBe(3);
  });
});

describe('the interval of a unit bootstrap', () => {
  const replicates = Float64Array.from({ length: 100 }, (_, i) => 0.9 + 0.2 * (i / 99 - 0.5));

  test('stays within the bounds of its metric', () => {
    const few = groups(0, 0, 1, 1, 2, 2);
    const { low, high } = unitInterval(0.9, replicates, few, { range: [0, 1] });
    expect(low).toBeGreaterThan(0);
    expect(high).toBeLessThan(1);
    expect(unitInterval(0.9, replicates, few, { range: [0, Infinity] }).low).toBeGreaterThan(0);
    expect(unitInterval(0.9, replicates, few, { range: [-Infinity, 1] }).high).toBeLessThan(1);
  });

  test('is none where so few groups differ so much that it would end at a hundred times the value', () => {
    const three = groups(0, 0, 1, 1, 2, 2);
    const spread = (by: number) => Float64Array.from({ length: 100 }, (_, i) => Math.max(0, 1 + by * (i / 99 - 0.5)));
    const above = { range: [0, Infinity] } as const;
    expect(unitInterval(1, spread(2), three, above).high).toBeLessThan(100);
    expect(unitInterval(1, spread(20), three, above).method).toBe('none: 3 groups differ too much to say within a factor of a hundred');
    expect(unitInterval(1, spread(2), three, { ...above, level: 0.999 }).high).toBeNaN();
    expect(unitInterval(0.5, spread(20), three, { range: [-Infinity, 1] }).low).toBeNaN();
    expect(unitInterval(0.5, spread(20), three, { range: [0, 1] }).high).toBeGreaterThan(0.5);
  });

  test('is wider the fewer groups it rests on, and none below three', () => {
    const width = (count: number) => {
      const { low, high } = unitInterval(0, replicates, groups(...Array.from({ length: count }, (_, i) => i)), {
        range: [-Infinity, Infinity]
      });
      return high - low;
    };
    expect(width(4)).toBeGreaterThan(width(9));
    expect(width(9)).toBeGreaterThan(width(40));
    expect(unitInterval(0, replicates, groups(0, 0, 1), { range: [0, 1] }).method).toBe('none: 2 groups are too few to resample');
  });
});

describe('the share of rows that belong together', () => {
  const all = { isOf: () => true };
  const pairs = groups(...Array.from({ length: 80 }, (_, row) => Math.floor(row / 2)));

  test('is as of half the rows when they come in equal pairs, and less sure still by the degrees of freedom', () => {
    const share = unitShare({ ...all, isHit: (row) => Math.floor(row / 2) % 2 === 0 }, pairs);
    const free = wilson(20, 40);
    expect((share.high - share.low) / (free.high - free.low)).toBeGreaterThan(1);
    expect((share.high - share.low) / (free.high - free.low)).toBeLessThan(1.08);
    expect(share.method).toBe('Wilson on 40 groups');
  });

  test('counts groups where every row is a hit', () => {
    const { low, high } = unitShare({ ...all, isHit: () => true }, pairs);
    expect(high).toBe(1);
    expect(low).toBeLessThanOrEqual(wilson(40, 40).low);
    expect(low).toBeGreaterThan(wilson(30, 30).low);
  });

  test('has no interval on one group', () => {
    expect(unitShare({ isOf: (row) => row < 2, isHit: () => true }, pairs).method).toBe('none: the rows are of one group');
  });
});
