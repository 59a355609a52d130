import { expect, test } from 'vitest';
import { tradeOff } from '../../src/charts/trade-off.ts';
import { look } from './look.ts';

const of = (value: number) => ({ value, low: value - 0.01, high: value + 0.01 });
const way = (label: string, gap: number, narrower: number) => ({
  label,
  accuracy: of(0.8),
  found: of(0.6),
  gap: of(gap),
  narrower: of(narrower)
});

test('every share stands with its interval', () => {
  const told = tradeOff.describe({ measure: 'the share found', counted: null, ways: [way('As it is', 0.4, 0), way('Weighed', 0.2, 0.2)] });
  expect(told).toContain('40\u00a0% (39\u00a0% to 41\u00a0%) apart in the share found');
  expect(told).toContain('costs least: 20\u00a0% (19\u00a0% to 21\u00a0%) apart at 80\u00a0% (79\u00a0% to 81\u00a0%)');
});

test('a way that finds nobody does not pass for a cheap one', () => {
  const ways = [way('As it is', 0.4, 0), { ...way('None called', 0, 0.4), found: of(0.02) }];
  const told = tradeOff.describe({ measure: 'the share found', counted: 'missing a “yes” costs 13 times as much', ways });
  expect(told).toContain('each counted by what a mistake on it costs (missing a “yes” costs 13 times as much)');
  expect(told).toContain('with 2\u00a0% (1\u00a0% to 3\u00a0%) of the positives found; as it is 60\u00a0%');
});

test('a gap that nobody knows is not told as one', () => {
  const told = tradeOff.describe({
    measure: 'the share found',
    counted: null,
    ways: [way('As it is', NaN, NaN), way('Weighed', NaN, NaN)]
  });
  expect(told).toContain('can’t be told');
  expect(told).not.toContain('not known');
});

test('words stand beside all intervals, none on another, in the order of what they name', () => {
  const ways = [way('as it is', 0.4, 0), way('b', 0.2, 0.2), way('c', 0.19, 0.21)];
  const { layer } = tradeOff.spec({ measure: 'x', counted: null, ways }, look) as unknown as {
    layer: { data: { values: { wordX: number; wordY: number; label: string }[] } }[];
  };
  const words = layer.at(-1)!.data.values;
  for (const { wordX } of words) expect(wordX).toBeGreaterThan(0.41);
  const heights = words.map(({ wordY }) => wordY);
  for (let i = 1; i < heights.length; i++) expect(heights[i - 1]! - heights[i]!).toBeGreaterThan(0.001);
});
