import { expect, test } from 'vitest';
import type { NumberOutcome } from '../../../src/core/outcome.ts';
import { orderBands } from '../../../src/stages/evaluate/curves/order-bands.ts';

const outcome = (more: Partial<NumberOutcome>): NumberOutcome => ({
  ...{ kind: 'numbers', orders: 'risk', actual: new Float64Array(), predicted: new Float64Array(), weights: null },
  ...more
});

test('events for a unit of time in fifths by risk, with the exact bounds SciPy gives; without an event the lower one is 0', () => {
  const actual = Float64Array.from([-4, -4, -2, 1, -1, 3, 2, 2, 1, 1]);
  const { bands, orders } = orderBands(outcome({ actual, predicted: Float64Array.from(actual.keys()) }));
  expect(orders).toBe('risk');
  expect(bands.map(({ rows, value }) => [rows, value])).toEqual([
    [2, 0],
    [2, 1 / 3],
    [2, 1 / 4],
    [2, 2 / 4],
    [2, 2 / 2]
  ]);
  expect(bands[0]!.low).toBe(0);
  expect(bands[0]!.high).toBeCloseTo(3.6888794541139354 / 8, 10);
  // chi2.ppf(0.025, 4) / 2 and chi2.ppf(0.975, 6) / 2 of two events
  expect(bands[4]!.low).toBeCloseTo(0.242209278543965 / 2, 10);
  expect(bands[4]!.high).toBeCloseTo(7.224687667670141 / 2, 10);
});

test('grades by the place within the group: a group counts once, and the scores of two groups are not held against each other', () => {
  const actual = Float64Array.from([0, 1, 2, 3, 4, 0, 1, 2, 3, 0]);
  const predicted = Float64Array.from([1, 2, 3, 4, 5, 101, 102, 103, 104, 105]);
  const of = Int32Array.from([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
  const { bands, method } = orderBands(outcome({ orders: 'relevance', actual, predicted, kinship: { kind: 'groups', of } }));
  expect(method).toBe('t over the groups');
  expect(bands.map(({ value }) => value)).toEqual([0, 1, 2, 3, 2]);
  // 4 and 0: the mean 2 with t(0.975, 1) times the standard error 2
  expect(bands[4]!.high).toBeCloseTo(2 + 12.706204736174694 * 2, 8);
  expect(bands[0]).toMatchObject({ rows: 2, low: 0, high: 0 });
});
