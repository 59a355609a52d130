import { expect, test } from 'vitest';
import { tradeOff } from '../../src/charts/trade-off.ts';

const of = (value: number) => ({ value, low: value - 0.01, high: value + 0.01 });
const way = (label: string, gap: number, narrower: number) => ({ label, accuracy: of(0.8), gap: of(gap), narrower: of(narrower) });

test('every share stands with its interval', () => {
  const told = tradeOff.describe({ measure: 'the share found', ways: [way('As it is', 0.4, 0), way('Weighed', 0.2, 0.2)] });
  expect(told).toContain('40\u00a0% (39\u00a0% to 41\u00a0%) apart in the share found');
  expect(told).toContain('costs least: 20\u00a0% (19\u00a0% to 21\u00a0%) apart at 80\u00a0% (79\u00a0% to 81\u00a0%)');
});

test('a gap that nobody knows is not told as one', () => {
  const told = tradeOff.describe({ measure: 'the share found', ways: [way('As it is', NaN, NaN), way('Weighed', NaN, NaN)] });
  expect(told).toContain('can’t be told');
  expect(told).not.toContain('not known');
});
