import { expect, test } from 'vitest';
import { featuresTitle, sayColumn, sayScaler, sayValue, tellingFirst } from '../../../src/ui/features/words.ts';
import { interviewAnswer } from '../../../src/ui/features/interview.ts';

test('the page opens with what comes of the columns', () => {
  expect(featuresTitle({ columns: 6, features: 9, steps: 3, isImages: false })).toBe(
    'Nine features from six columns; every step is learned from training rows only.'
  );
});

test('a recipe without steps does not claim to learn anything', () => {
  expect(featuresTitle({ columns: 8, features: 8, steps: 0, isImages: false })).toBe(
    'Eight columns go to the model as they are; there is nothing to learn here.'
  );
  expect(featuresTitle({ columns: 1, features: 1, steps: 0, isImages: true })).toContain('pixels');
});

test('a recipe that could not be fitted claims no number of features', () => {
  expect(featuresTitle({ columns: 6, features: null, steps: 3, isImages: false })).toBe('Six columns to make features from.');
});

test('a mean that is nothing but rounding reads as 0', () => {
  const column = { name: 'a', kind: 'number', missing: 2, mean: 3e-16, deviation: 1, levels: null, shape: null, value: 1 };
  expect(sayColumn(column)).toBe('mean 0, deviation 1, 2 missing');
});

test('missing values are said, not shown as nothing', () => {
  expect(sayValue(null)).toBe('missing');
  expect(sayValue('2026-01-02T00:00:00.000Z')).toBe('2026-01-02');
});

test('the experiment names the column that moved most, and says when that is little', () => {
  const still = sayScaler(240, [{ name: 'mass', shift: 0.004, stretch: 0 }]);
  expect(still).toContain('0.004');
  expect(still).toContain('That is little');
  const moving = sayScaler(20, [
    { name: 'mass', shift: 0.1, stretch: 0 },
    { name: 'bill', shift: -0.4, stretch: 0 }
  ]);
  expect(moving).toContain('“bill” moves by 0.400');
  expect(moving).not.toContain('That is little');
});

test('the interview answer claims no export that was not made', () => {
  expect(interviewAnswer({ runs: [], versions: [] }, [])).toContain('not yet a fact of this project');
});

test('of many columns those come first in which the row has something', () => {
  const columns = [0, null, 0.3, 0, 0.5].map((value, i) => ({ name: `word ${i}`, value }));
  expect(tellingFirst(columns, 4).map(({ name }) => name)).toEqual(['word 2', 'word 4', 'word 0', 'word 1', 'word 3']);
  expect(tellingFirst(columns, 5)).toEqual(columns);
});

test('of a long text the beginning is shown', () => {
  expect([...sayValue('🙂'.repeat(500))]).toHaveLength(140);
  expect(sayValue('short')).toBe('short');
});
