import { expect, test } from 'vitest';
import { bandRows, orderText, sayOrder } from '../../../src/ui/evaluate/order-words.ts';

const band = (value: number, reach = 0.1) => ({ rows: 20, value, low: value - reach, high: value + reach });
const order = (values: readonly number[], orders: 'relevance' | 'risk' = 'relevance', reach?: number) => ({
  ...{ orders, method: 't over the groups' },
  bands: values.map((value) => band(value, reach))
});

test('an order that holds, one that dips between its ends, and one that can’t be told', () => {
  expect(sayOrder(order([0, 1, 2, 3, 4]), 'grade')).toBe(
    'The highest fifth is clearly above the lowest: 4 “grade” on average in the highest, 0 in the lowest. It rises from each fifth to the next.'
  );
  expect(sayOrder(order([0, 2, 1, 3, 4]), 'grade')).toContain('does not rise all the way');
  expect(sayOrder(order([0, 1, 2, 3, 4], 'risk', 3), 'time')).toMatch(
    /^The ends can’t be told apart on these rows: 4 events for a unit of time/
  );
});

test('the highest comes first, bands without rows are left out, and the text says what is not told', () => {
  expect(bandRows(order([0, NaN, 2, 3, 4])).map(({ label }) => label)).toEqual([
    'Highest fifth',
    'Fourth fifth',
    'Middle fifth',
    'Lowest fifth'
  ]);
  expect(sayOrder(order([NaN, NaN, 2, NaN, NaN]), 'grade')).toBe('There are too few rows to tell.');
  expect(orderText(order([1], 'risk'), 'the validation part')).toContain('tell no time');
});
