import { expect, test } from 'vitest';
import { sayCostRatio, thresholdOfCosts, whyNotLikelier } from '../../src/core/cost-threshold.ts';

const costs = { '1': { '2': 1 }, '2': { '1': 5 } };
const decision = { positive: '2', threshold: thresholdOfCosts(costs, '2', '1') };

test('“2, 17 % sure” stood over bars of 83 % and 17 % with no word of why', () => {
  expect(whyNotLikelier({ prediction: 2, probabilities: { '1': 0.83, '2': 0.17 } }, decision)).toBe(
    '2: its chance, 17.0\u00a0%, is not below the threshold of 16.7\u00a0% that the costs ask for.'
  );
});

test('a likelier class that is not answered is explained as well, and the likelier one needs no word', () => {
  expect(whyNotLikelier({ prediction: 'no', probabilities: { yes: 0.6, no: 0.4 } }, { positive: 'yes', threshold: 0.8 })).toBe(
    'no: the chance of yes, 60.0\u00a0%, is below the threshold of 80.0\u00a0% that the costs ask for.'
  );
  expect(whyNotLikelier({ prediction: 1, probabilities: { '1': 0.9, '2': 0.1 } }, decision)).toBeNull();
  expect(whyNotLikelier({ prediction: 2, probabilities: { '1': 0.1, '2': 0.9 } }, decision)).toBeNull();
  expect(whyNotLikelier({ prediction: 7.5 }, { positive: null, threshold: null })).toBeNull();
});

test('the costs say how much worse one mistake is', () => {
  expect(sayCostRatio(1 / 6, '2', '1')).toBe('missing a “2” costs 5 times as much as taking a “1” for one');
  expect(sayCostRatio(5 / 6, '2', '1')).toBe('taking a “1” for a “2” costs 5 times as much as missing one');
  expect(sayCostRatio(0.5, '2', '1')).toBe('both mistakes cost the same');
});
