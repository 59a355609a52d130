import { expect, test } from 'vitest';
import { dependence } from '../../src/charts/dependence.ts';

test('a column of times is told by its days, not by milliseconds', () => {
  const points = [
    { at: Date.UTC(1988, 0, 1), mean: 7, low: 6, high: 8 },
    { at: Date.UTC(1988, 6, 1), mean: 13, low: 12, high: 14 }
  ];
  const data = { feature: 'Date', answer: 'Temp', kind: 'time' as const, points, rows: [] };
  expect(dependence.describe(data)).toBe('On average “Temp” goes from 7 (at 1988-01-01) to 13 (at 1988-07-01) as “Date” changes alone.');
  expect(dependence.table(data).rows[0]![0]).toBe('1988-01-01');
});

test('a change of the answer is told as one', () => {
  const points = [
    { at: 1, mean: -0.1, low: -0.2, high: 0 },
    { at: 2, mean: 0.1, low: 0, high: 0.2 }
  ];
  const told = (answer: string) => dependence.describe({ feature: 'age', answer, kind: 'number', points, rows: [] });
  expect(told('change of the probability of yes')).toMatch(/^On average the change of the probability of “yes” goes from/);
  expect(told('change of price')).toMatch(/^On average the change of “price” goes from/);
});
