import { expect, test } from 'vitest';
import type { Metric } from '../../../src/core/outcome.ts';
import { sealedSentence } from '../../../src/ui/tasks/forecasting/forecast-words.ts';

const metric = (value: number, low: number, high: number): Metric => ({ value, low, high, method: 'test', n: 90 });
const opened = (mase: Metric, coverage: Metric) =>
  sealedSentence({ runId: 'r', on: 'test', testOpenings: 1, metrics: { mase, coverage_95: coverage }, againstNaive: null, origins: 3 });

test('what the sealed end held is counted in the values there are', () => {
  const told = opened(metric(0.647, NaN, NaN), metric(84 / 90, NaN, NaN));
  expect(told).toContain('84 of 90 values lay within the 95 % bounds.');
  expect(told).toContain('no interval can be told');
});

test('intervals that are known are said', () => {
  const told = opened(metric(0.647, 0.5, 0.8), metric(84 / 90, 0.86, 0.97));
  expect(told).toContain('0.647 (95 % from 0.500 to 0.800)');
  expect(told).toContain('(86\u00a0% to 97\u00a0% of them, 95 % interval)');
  expect(told).not.toContain('no interval');
});
