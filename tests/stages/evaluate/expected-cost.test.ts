import { expect, test } from 'vitest';
import type { ClassOutcome } from '../../../src/core/outcome.ts';
import { expectedCost, savedCost } from '../../../src/stages/evaluate/expected-cost.ts';

const context = { signal: new AbortController().signal, onProgress: () => undefined, breathe: () => Promise.resolve() };
const rows = 200;
const actual = Int32Array.from({ length: rows }, (_, i) => Number(i % 4 === 0));
const predicted = Int32Array.from(actual, (code, i) => (i % 10 === 0 ? 1 - code : code));
const outcome: ClassOutcome = {
  kind: 'classes',
  labels: ['1', '2'],
  actual,
  predicted,
  probabilities: new Float64Array(2 * rows),
  positive: 1,
  weights: null
};
const costs = [
  [0, 1],
  [5, 0]
];

test('Evaluate and Share told the saving from different rules: it is one mean over rows, with its own interval', async () => {
  const perRow = await expectedCost(outcome, costs, { seed: 1, context });
  const { saved, withoutModel } = await savedCost(outcome, costs, { seed: 1, context });
  expect(withoutModel).toBeCloseTo(0.75, 12);
  expect(saved.value).toBeCloseTo(withoutModel - perRow.value, 12);
  expect(saved.low).toBeLessThan(saved.value);
  expect(saved.high).toBeGreaterThan(saved.value);
  const turnedAround = withoutModel - perRow.low - (withoutModel - perRow.high);
  expect(saved.high - saved.low).not.toBeCloseTo(turnedAround, 3);
});
