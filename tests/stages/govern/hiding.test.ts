import { describe, expect, test } from 'vitest';
import { forkRng } from '../../../src/core/rng.ts';
import { categoryColumn } from '../../../src/core/table.ts';
import { closenessOf } from '../../../src/stages/govern/privacy/closeness.ts';
import { diversityOf } from '../../../src/stages/govern/privacy/diversity.ts';
import { exposedRows, leastCoarse, type Ladder } from '../../../src/stages/govern/privacy/least-coarse.ts';
import { disclosureOf, groupRows, riskOf } from '../../../src/stages/govern/privacy/risk.ts';

const noPause = () => Promise.resolve();
const groups = (...of: number[]) => Float64Array.from(of);
const codes = (...of: number[]) => Int32Array.from(of);

describe('the chance to be found out, by a table made by hand', () => {
  test('groups of 1, 2 and 5: k is 1, three rows of eight are above one in five', () => {
    const risk = riskOf(groups(0, 1, 1, 2, 2, 2, 2, 2), 0.2);
    expect(risk).toEqual({ groups: 3, smallestGroup: 1, highest: 1, average: 3 / 8, shareAbove: 3 / 8 });
    expect(riskOf(groups(), 0.2)).toMatchObject({ smallestGroup: 0, highest: 0 });
  });

  test('a missing value is a value', async () => {
    const column = categoryColumn('x', ['a', null, null, 'a', 'b']);
    expect(riskOf(await groupRows([column], 5, noPause), 0.5)).toMatchObject({ groups: 3, smallestGroup: 1 });
  });
});

describe('l-diversity', () => {
  test('of the group that leaves least doubt', () => {
    // Group 0: a a b (entropy 0.6365 nats); group 1: a b c d.
    const found = diversityOf(groups(0, 0, 0, 1, 1, 1, 1), codes(0, 0, 1, 0, 1, 2, 3));
    expect(found.distinct).toBe(2);
    expect(found.entropy).toBeCloseTo(Math.exp(-((2 / 3) * Math.log(2 / 3) + (1 / 3) * Math.log(1 / 3))), 12);
  });

  test('one value in a group: 1, by count and by entropy', () => {
    expect(diversityOf(groups(0, 0, 1), codes(2, 2, 0))).toEqual({ distinct: 1, entropy: 1 });
  });
});

describe('t-closeness', () => {
  test('the salaries of the paper: {3k, 4k, 5k} of nine is 0.375 away, {6k, 8k, 11k} is 0.167', () => {
    // Li, Li and Venkatasubramanian (2007), section 5.2: salaries 3k to 11k.
    const places = codes(0, 1, 2, 3, 5, 8, 4, 6, 7);
    const first = closenessOf(groups(0, 0, 0, 1, 1, 1, 1, 1, 1), places, true);
    expect(first).toBeCloseTo(0.375, 3);
    const second = groups(1, 1, 1, 0, 0, 0, 2, 2, 2);
    const alone = bruteOrdered([3, 5, 8], 9);
    expect(alone).toBeCloseTo(1 / 6, 3);
    expect(closenessOf(second, places, true)).toBeCloseTo(Math.max(alone, bruteOrdered([0, 1, 2], 9), bruteOrdered([4, 6, 7], 9)), 12);
  });

  test('categories: half of the sum of the differences', () => {
    expect(closenessOf(groups(0, 0, 1, 1), codes(0, 0, 1, 2), false)).toBeCloseTo(0.5, 12);
    expect(closenessOf(groups(0, 0, 1, 1), codes(0, 1, 0, 1), false)).toBe(0);
  });

  test('the short way is the long way, over random tables', () => {
    const rng = forkRng(3, 'closeness');
    for (let round = 0; round < 50; round++) {
      const rows = 2 + Math.floor(rng() * 30);
      const own = Float64Array.from({ length: rows }, () => Math.floor(rng() * 4));
      const values = Int32Array.from({ length: rows }, () => Math.floor(rng() * 9) - 1);
      expect(closenessOf(own, values, true)).toBeCloseTo(slowCloseness(own, values), 10);
    }
  });
});

/** A group of these places against all `m` places, one row each. */
function bruteOrdered(places: readonly number[], m: number): number {
  return slowDistance(
    places,
    Array.from({ length: m }, (_, i) => i)
  );
}

function slowDistance(own: readonly number[], all: readonly number[]): number {
  const values = [...new Set(all)].sort((a, b) => a - b);
  let [cumulated, sum] = [0, 0];
  for (const value of values) {
    const share = (of: readonly number[]) => of.filter((other) => other === value).length / of.length;
    cumulated += share(own) - share(all);
    sum += Math.abs(cumulated);
  }
  return values.length < 2 ? 0 : sum / (values.length - 1);
}

const slowCloseness = (own: Float64Array, values: Int32Array): number =>
  Math.max(
    ...[...new Set(own)].map((group) =>
      slowDistance(
        [...values].filter((_, row) => own[row] === group),
        [...values]
      )
    )
  );

test('what a group gives away of numbers and of categories', () => {
  const values = { kind: 'number' as const, name: 'x', values: Float64Array.of(1, 2, NaN, 1) };
  expect(disclosureOf(groups(0, 0, 1, 1), values)).toMatchObject({ distinct: 2, closeness: expect.closeTo(0.25, 10) });
});

describe('the least coarse rungs that reach k', () => {
  const ladder = (values: readonly number[], ...widths: number[]): Ladder => [
    { codes: Int32Array.from(values) },
    ...widths.map((width) => ({ codes: Int32Array.from(values, (value) => Math.floor(value / width)) }))
  ];

  test('nothing is made coarser where k holds already', async () => {
    expect(await leastCoarse([ladder([1, 1, 2, 2], 2)], 4, 2, noPause)).toEqual([0]);
  });

  test('fewer rows than k can not be hidden', async () => {
    expect(await leastCoarse([ladder([1, 2], 100)], 2, 3, noPause)).toBeNull();
  });

  test('over random tables: k holds, and no column could be one rung finer', async () => {
    const rng = forkRng(5, 'ladders');
    let reached = 0;
    for (let round = 0; round < 30; round++) {
      const rows = 40;
      const ladders = [0, 1, 2].map(() =>
        ladder(
          Array.from({ length: rows }, () => Math.floor(rng() * 64)),
          4,
          16,
          64
        )
      );
      const at = (await leastCoarse(ladders, rows, 5, noPause))!;
      const exposed = (rungs: readonly number[]) =>
        exposedRows(
          rungs.map((rung, i) => ladders[i]![rung]!),
          rows,
          5
        );
      expect(exposed(at)).toBe(0);
      at.forEach((rung, i) => {
        if (rung > 0) expect(exposed(at.with(i, rung - 1))).toBeGreaterThan(0);
      });
      reached += at.some((rung) => rung < 3) ? 1 : 0;
    }
    expect(reached).toBeGreaterThan(0);
  });

  test('rows in small groups are counted as by hand', async () => {
    const rungs = [{ codes: codes(0, 0, 1, -1) }, { codes: codes(0, 0, 0, 0) }];
    expect(exposedRows(rungs, 4, 2)).toBe(2);
  });
});
