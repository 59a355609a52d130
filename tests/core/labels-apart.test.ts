import { expect, test } from 'vitest';
import { labelApart, type NamedRun } from '../../src/core/labels-apart.ts';

const run = (id: string, params: NamedRun['params'], seed = 0): NamedRun => ({ id, model: 'boosting', label: 'Boosting', params, seed });

test('a run alone is called by its kind, one beside others of it by what differs', () => {
  const one = run('a', { learningRate: 0.1, C: 1, maxIter: 100 });
  const two = run('b', { learningRate: 0.05, C: 0.023254, maxIter: 100 });
  expect(labelApart(one, [one])).toBe('Boosting');
  expect(labelApart(two, [one, two])).toBe('Boosting, learning rate 0.05, C 0.0233');
});

test('where no setting differs, the seed tells runs apart, and else their number', () => {
  const alike = [run('a', { C: 1 }), run('b', { C: 1 }), run('c', { C: 1 }, 7)];
  expect(alike.map((each) => labelApart(each, alike))).toEqual(['Boosting, seed 0, no. 1', 'Boosting, seed 0, no. 2', 'Boosting, seed 7']);
  expect(alike.slice(0, 2).map((each) => labelApart(each, alike.slice(0, 2)))).toEqual(['Boosting, no. 1', 'Boosting, no. 2']);
});
