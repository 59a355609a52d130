import { expect, test } from 'vitest';
import type { ClassOutcome, NumberOutcome } from '../../../src/core/outcome.ts';
import { coverageOf } from '../../../src/jobs/judging/coverage.ts';
import { examplesOf } from '../../../src/jobs/judging/examples.ts';

const classes: ClassOutcome = {
  kind: 'classes',
  labels: ['cat', 'dog'],
  actual: Int32Array.of(0, 0, 1, 1),
  predicted: Int32Array.of(0, 1, 0, 1),
  probabilities: Float64Array.of(0.9, 0.1, 0.4, 0.6, 0.8, 0.2, 0.3, 0.7),
  positive: null,
  weights: null
};
const numbers: NumberOutcome = {
  kind: 'numbers',
  actual: Float64Array.of(10, 20, 30),
  predicted: Float64Array.of(11, 17, 30),
  weights: null
};

test('the surest wrong answer comes first, by its row of the dataset', () => {
  const { mistakes, wrong, rows } = examplesOf(classes, Uint32Array.of(4, 9, 12, 40));
  expect(wrong).toBe(2);
  expect(rows).toEqual([4, 9, 12, 40]);
  expect(mistakes).toEqual([
    { row: 12, actual: 'dog', predicted: 'cat', size: 0.8 },
    { row: 9, actual: 'cat', predicted: 'dog', size: 0.6 }
  ]);
});

test('of numbers the largest miss comes first', () => {
  const { mistakes, wrong } = examplesOf(numbers, Uint32Array.of(1, 2, 3));
  expect(wrong).toBeNull();
  expect(mistakes.map((mistake) => [mistake.row, mistake.size])).toEqual([[2, 3], [1, 1], [3, 0]]); // prettier-ignore
});

test('of many rows some are kept, evenly and without repeats', () => {
  const n = 1001;
  const many: NumberOutcome = { ...numbers, actual: new Float64Array(n), predicted: new Float64Array(n) };
  const { rows } = examplesOf(
    many,
    Uint32Array.from({ length: n }, (_, i) => i)
  );
  expect(rows).toHaveLength(200);
  expect(new Set(rows).size).toBe(200);
  expect(rows.at(-1)).toBeGreaterThan(990);
});

const uncertainty = { method: 'conformal quantile of residuals left out of 5 folds', halfWidth: 1, n: 50 };

test.each(['validation', 'test'])('the interval of a prediction is held against the truth on the %s part', (on) => {
  const coverage = coverageOf(numbers, { uncertainty }, on)!;
  expect(coverage.inside.value).toBeCloseTo(2 / 3);
  expect(coverage.inside.low).toBeLessThan(2 / 3);
  expect(coverage.inside.n).toBe(3);
});

test('coverage is not claimed for classes, without an interval, or on the rows that set the width', () => {
  expect(coverageOf(classes, { uncertainty }, 'test')).toBeNull();
  expect(coverageOf(numbers, { uncertainty: null }, 'test')).toBeNull();
  expect(coverageOf(numbers, { uncertainty }, 'cross-validation')).toBeNull();
  const earlier = { ...uncertainty, method: 'split conformal' };
  expect(coverageOf(numbers, { uncertainty: earlier }, 'validation')).toBeNull();
  expect(coverageOf(numbers, { uncertainty: earlier }, 'test')).not.toBeNull();
});
