import { expect, test } from 'vitest';
import { bestSoFar, runsOverTime } from '../../src/charts/runs-over-time.ts';

const data = (values: readonly number[], higherIsBetter = true) => ({
  metric: 'accuracy',
  higherIsBetter,
  runs: values.map((value, i) => ({ label: `Run ${i + 1}`, when: 'today', value, low: value - 0.1, high: value + 0.1 }))
});

test('the best so far never gets worse; of equals the earlier run has it', () => {
  expect(bestSoFar(data([0.5, 0.7, 0.6, 0.7, 0.9])).map(({ value, run }) => [value, run])).toEqual([
    [0.5, 0],
    [0.7, 1],
    [0.7, 1],
    [0.7, 1],
    [0.9, 4]
  ]);
  expect(bestSoFar(data([0.5, 0.7, 0.4], false)).map(({ run }) => run)).toEqual([0, 0, 2]);
});

test('the sentence names the best run, how sure it is and what came since', () => {
  expect(runsOverTime.describe(data([0.5, 0.7, 0.6]))).toBe(
    'Of 3 runs number 2, Run 2, has the best accuracy: 0.700, 95 % interval 0.600 to 0.800. 1 run since then brought nothing better.'
  );
  expect(runsOverTime.describe(data([0.5, 0.7]))).toMatch(/It is the latest\.$/);
  expect(runsOverTime.describe(data([0.5]))).toMatch(/^The only run, Run 1, has the best accuracy/);
});
