import { expect, test } from 'vitest';
import { shuffled, createRng } from '../../src/core/rng.ts';
import { proposeOrder } from '../../src/core/level-order.ts';

test.each([
  ['low', 'medium', 'high'],
  ['XS', 'S', 'M', 'L', 'XL'],
  ['Strongly disagree', 'Disagree', 'Neutral', 'Agree', 'Strongly agree'],
  ['never', 'rarely', 'sometimes', 'often', 'always'],
  ['very poor', 'poor', 'fair', 'good', 'very_good', 'excellent'],
  ['F', 'D', 'C', 'B', 'A'],
  ['C-', 'C', 'C+', 'B-'],
  ['First', 'Second', 'Third'],
  ['under 18', '18-24', '25-34', '35-49', '65+'],
  ['< 5', '5', '10', '20'],
  ['1 - none', '2 - some', '10 - all'],
  ['1', '2', '10'],
  ['no', 'low', 'high']
])('%s, … are put in order', (...order: string[]) => {
  for (let seed = 0; seed < 5; seed++) {
    const places = shuffled(Uint32Array.from(order.keys()), createRng(seed));
    expect(proposeOrder([...places].map((place) => order[place]!))?.order).toEqual(order);
  }
});

test.each([
  [['red', 'green', 'blue']],
  [['yes', 'no']],
  [['low', 'high', 'unknown']],
  [['Adelie', 'Chinstrap', 'Gentoo']],
  [['male', 'female']],
  [['1', '2']],
  [['10 a', '10 b', '11 c']],
  [['S', 'C', 'Q']],
  [['only']],
  [[]]
])('%s are in no order that words tell', (labels) => {
  expect(proposeOrder(labels)).toBeNull();
});

test('two letters are names more often than grades or sizes; two known words are steps', () => {
  for (const letters of [
    ['a', 'b'],
    ['A', 'F'],
    ['s', 'm']
  ])
    expect(proposeOrder(letters)).toBeNull();
  expect(proposeOrder(['high', 'low'])?.order).toEqual(['low', 'high']);
  expect(proposeOrder(['b', 'a', 'c'])?.order).toEqual(['c', 'b', 'a']);
});
