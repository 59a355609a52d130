import { expect, test } from 'vitest';
import type { Run } from '../../../src/app/api/training.ts';
import { filterRuns, NO_FILTER, readConditions } from '../../../src/ui/train/filter-runs.ts';

const run = (id: string, more: Partial<Run>): Run =>
  ({ id, model: 'boosting', status: 'done', seed: 0, calibrate: 'none', params: {}, ...more }) as Run;
const runs = [
  run('a', { params: { maxIter: 100, learningRate: 0.1 }, tags: ['candidate'] }),
  run('b', { params: { maxIter: 300, learningRate: 0.1 }, seed: 7, status: 'failed' }),
  run('c', { model: 'mlp', params: { hiddenLayers: [64, 32], activation: 'relu', earlyStopping: true } })
];
const found = (change: Partial<typeof NO_FILTER>) => filterRuns(runs, { ...NO_FILTER, ...change }).map(({ id }) => id);

test('by family, tag and state, all at once', () => {
  expect(found({})).toEqual(['a', 'b', 'c']);
  expect(found({ model: 'boosting' })).toEqual(['a', 'b']);
  expect(found({ tag: 'candidate' })).toEqual(['a']);
  expect(found({ model: 'boosting', status: 'failed' })).toEqual(['b']);
  expect(found({ model: 'mlp', tag: 'candidate' })).toEqual([]);
});

test('by parameters, however their names are written', () => {
  expect(found({ params: 'max iter > 100' })).toEqual(['b']);
  expect(found({ params: 'maxIter >= 100, learning_rate = 0.10' })).toEqual(['a', 'b']);
  expect(found({ params: 'max iter<300; seed != 7' })).toEqual(['a']);
  expect(found({ params: 'activation = ReLU' })).toEqual(['c']);
  expect(found({ params: 'early stopping = true' })).toEqual(['c']);
  expect(found({ params: 'hidden layers = 64 32' })).toEqual(['c']);
});

test('a number is not held against a word, and a run without the parameter is not found', () => {
  expect(found({ params: 'max iter > many' })).toEqual([]);
  expect(found({ params: 'depth != 3' })).toEqual([]);
});

test('what is no condition is told, and rules out nothing meanwhile', () => {
  expect(readConditions('max iter').fault).toMatch(/no condition/);
  expect(found({ params: 'max iter' })).toEqual(['a', 'b', 'c']);
  expect(readConditions('a > 1, ').fault).toBeUndefined();
});
