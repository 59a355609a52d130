import { expect, test } from 'vitest';
import { histogram, type HistogramData } from '../../src/charts/histogram.ts';

const whole = (from: number, width: number, counts: readonly number[], median: number): HistogramData => ({
  column: 'sibsp',
  kind: 'number',
  bins: counts.map((count, i) => ({ from: from + i * width, to: from + (i + 1) * width, count })),
  missing: 0,
  median,
  isWhole: true
});

test('counts of which most are 0 are not said to lie half below 0, nor between -0.5 and 0.5', () => {
  expect(histogram.describe(whole(-0.5, 1, [68, 22, 10], 0))).toBe(
    'At least half of the values of “sibsp” are at most 0; most often 0 (68\u00a0%).'
  );
});

test('a bin of whole numbers is told by the numbers in it', () => {
  const ages = whole(29.5, 3, [10, 30, 20], 34);
  expect(histogram.describe(ages)).toContain('most often between 33 and 35 (50\u00a0%)');
  expect(histogram.table(ages).rows[1]).toEqual(['33', '35', 30]);
});

test('numbers with digits keep the edges of their bins', () => {
  const { isWhole: _, ...numbers } = whole(0, 2.5, [5, 15], 3.1);
  expect(histogram.describe(numbers)).toBe(
    'At least half of the values of “sibsp” are at most 3.1; most often between 2.5 and 5 (75\u00a0%).'
  );
});
