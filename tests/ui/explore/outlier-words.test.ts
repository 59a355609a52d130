import { expect, test } from 'vitest';
import type { RowOutliers } from '../../../src/core/looks/outliers.ts';
import { partWords, togetherWords } from '../../../src/ui/explore/outlier-words.ts';

const together = (count: number, isBeyondChance: boolean): RowOutliers => ({
  columns: ['mass', 'port'],
  rows: 4000,
  sampled: false,
  threshold: 0.6,
  count,
  expectedShare: 0.001,
  expected: 4,
  isBeyondChance,
  strange: []
});

test('three strange rows where chance brings four: nothing stands out', () => {
  expect(togetherWords(together(3, false))).toMatch(
    /^No row stands out beyond chance: 3 of 4,000 rows are above the bound; by chance it would be about 4 rows/
  );
  expect(togetherWords(together(40, true))).toMatch(/^40 of 4,000 rows are strange as a whole; by chance it would be about 4 rows/);
});

test('a gap in a category is a value of its own, one in a number the usual value', () => {
  const said = partWords(together(3, false));
  expect(said).toContain('2 columns take part: “mass” and “port”.');
  expect(said).toContain('a gap in it is a value of its own; a gap in a number or a time counts as the usual value');
});
