import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { categoryColumn } from '../../../src/core/table.ts';
import { cliffsDelta, largestGap } from '../../../src/kernels/two-samples.ts';
import { compareColumns } from '../../../src/stages/explore/compare/compare-columns.ts';
import { lookReference, never } from './look-reference.ts';

const { compare } = lookReference;
const sorted = (values: readonly number[]) => Float64Array.from(values).sort();
const numbers = (values: ArrayLike<number>) => ({ kind: 'number' as const, name: 'x', values: Float64Array.from(values) });

test('the effect and the gap of two columns are SciPy’s', () => {
  const sides = { first: sorted(compare.a), second: sorted(compare.b) };
  expect(cliffsDelta(sides).value).toBeCloseTo(compare.cliff, 12);
  expect(largestGap(sides)).toBeCloseTo(compare.ks, 12);
});

test('the interval of the effect holds the truth in 95 of 100 samples, or nearly', () => {
  let held = 0;
  const truth = 2 * 0.6381631950841182 - 1; // the chance that N(0.5, 1) is above N(0, 1), doubled, less one
  for (let seed = 0; seed < 400; seed++) {
    const rng = createRng(seed);
    const draw = (n: number, centre: number) => Float64Array.from({ length: n }, () => centre + normal(rng)).sort();
    const { low, high } = cliffsDelta({ first: draw(60, 0), second: draw(40, 0.5) });
    if (low <= truth && truth <= high) held++;
  }
  expect(held / 400).toBeGreaterThan(0.92);
  expect(held / 400).toBeLessThan(0.985);
});

describe('columns', () => {
  test('that come from one source differ in few of a hundred, corrected for their number', async () => {
    const rng = createRng(3);
    const draw = () => numbers(Array.from({ length: 200 }, () => normal(rng)));
    let alarms = 0;
    for (let round = 0; round < 60; round++) {
      const found = await compareColumns(Array.from({ length: 5 }, () => ({ first: draw(), second: draw() })), never); // prettier-ignore
      if (found.some(({ isDifferent }) => isDifferent)) alarms++;
    }
    expect(alarms / 60).toBeLessThan(0.12);
  });
  test('of categories are told by the level that moved most, whatever the order of the labels', async () => {
    const first = categoryColumn(
      'k',
      Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? 'a' : 'b'))
    );
    const second = categoryColumn(
      'k',
      Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? 'b' : 'a')),
      ['b', 'a']
    );
    const [found] = await compareColumns([{ first, second }], never);
    expect(found).toMatchObject({ measure: 'cramers-v', isDifferent: true });
    expect(found!.said).toBe('“a” in 33\u00a0% and 67\u00a0% of the rows');
    expect(found!.low).toBeGreaterThan(0.2);
  });
  test('apart as far as can be have the effect 1, and still an interval', async () => {
    const [found] = await compareColumns([{ first: numbers([1, 2, 3, 4]), second: numbers([11, 12, 13, 14]) }], never);
    expect(found).toMatchObject({ effect: 1, high: 1 });
    expect(found!.low).toBeLessThan(1);
  });
});
