import { expect, test } from 'vitest';
import { sayReason, type Reason } from '../../src/core/say-reason.ts';

const part = (label: string, value: string | null, adds: number) => ({ label, value, adds });
const reason: Reason = {
  of: 'yes',
  unit: 'log-odds',
  base: -1,
  output: 1.5,
  parts: [part('sex', '“female”', 2), part('age', '61', -0.5), part('fare', '71', 1), part('deck', 'missing', 0.01)]
};

test('what moves the answer is named by size, then what speaks against it', () => {
  expect(sayReason(reason)).toBe(
    'The chance of “yes” is 82\u00a0%, 27\u00a0% when nothing is known of a row, because “sex” is “female” and “fare” is 71. Against that speaks that “age” is 61.'
  );
});

test.each([
  ['score', 'The score of “yes” is 1.5, −1'],
  ['answer', '“yes” is 1.5, −1'],
  ['logarithm', '“yes” is 4.48, 0.368'],
  ['probability', 'The chance of “yes” is 100\u00a0%, 0\u00a0%']
] as const)('in the unit %s', (unit, start) => {
  expect(sayReason({ ...reason, unit })).toContain(start);
});

test('nothing, and what evens out, is said as such', () => {
  expect(sayReason({ ...reason, parts: [part('sex', '1', 0)] })).toMatch(/nothing in this row moves it\.$/);
  expect(sayReason({ ...reason, base: 1.5, parts: [part('a', '1', 1), part('b', '2', -1)] })).toMatch(/nearly even out\.$/);
  expect(sayReason({ ...reason, output: 3, parts: [part('a × b', null, 4)] })).toContain('“a × b” come together as they do');
});
