import { expect, test } from 'vitest';
import { coverageSentence } from '../../../src/ui/evaluate/misses.ts';

const coverage = { halfWidth: 2, method: 'conformal over 5 folds', n: 100 };

test('coverage is told with its interval', () => {
  const inside = { value: 0.94, low: 0.88, high: 0.97, method: 'Wilson', n: 100 };
  expect(coverageSentence({ ...coverage, inside }, 'validation')).toMatch(
    /for 94\.0\u00a0% of 100 rows \(88\.0\u00a0% to 97\.0\u00a0%\)\. The promise/
  );
});

test('without an interval no promise is said to be kept or broken', () => {
  const inside = { value: 0.94, low: NaN, high: NaN, method: 'none: 2 groups are too few to resample', n: 100 };
  expect(coverageSentence({ ...coverage, inside }, 'validation')).toMatch(
    /\(no interval\)\. Whether the promise of 95 % holds can’t be told: 2 groups are too few to resample\.$/
  );
});
