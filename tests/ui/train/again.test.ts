import { expect, test } from 'vitest';
import type { Run } from '../../../src/app/api/training.ts';
import { sayEditing } from '../../../src/ui/train/shapes.ts';
import { moreTreesSpec, sayMoreTrees, treesOf } from '../../../src/ui/train/more-trees.ts';

const info = (max: number) => ({ type: 'int' as const, default: 100, min: 1, max, doc: '' });
const boosting = { params: { maxIter: info(1000), warmStart: { type: 'bool' as const, default: false, doc: '' } } };
const run = {
  model: 'boosting',
  params: { maxIter: 100, learningRate: 0.1, warmStart: true },
  seed: 7,
  calibrate: 'platt',
  limits: true,
  cv: { kind: 'stratified', folds: 5 }
} as unknown as Run;

test('a run that kept its trees is gone on with: all is asked as before, but for their number', () => {
  const trees = treesOf(run, boosting)!;
  expect(trees).toEqual({ param: 'maxIter', count: 100, most: 1000, isKept: true });
  expect(moreTreesSpec(run, trees, 250)).toEqual({
    ...{ model: 'boosting', seed: 7, calibrate: 'platt', limits: true, cv: { kind: 'stratified', folds: 5 } },
    params: { maxIter: 250, learningRate: 0.1, warmStart: true }
  });
});

test('one that did not keep them keeps them from then on, and says so', () => {
  const cold = { ...run, params: { ...run.params, warmStart: false } };
  const trees = treesOf(cold, boosting)!;
  expect(sayMoreTrees(trees)).toContain('all are grown this once');
  expect(moreTreesSpec(cold, trees, 200).params).toMatchObject({ maxIter: 200, warmStart: true });
});

test('a family that does not grow on, and a run with all the trees there may be, offer nothing', () => {
  expect(treesOf(run, { params: { maxIter: info(1000) } })).toBeNull();
  expect(treesOf(run, undefined)).toBeNull();
  expect(treesOf({ params: { maxIter: 1000, warmStart: true } }, boosting)).toBeNull();
});

test('edits that were not trained with are told to be in no model yet, also when all of a run’s were undone', () => {
  expect(sayEditing(0, true)).toContain('in no model yet');
  expect(sayEditing(2, true)).toContain('in no model yet');
  expect(sayEditing(2, false)).toBe('This run was made with these edits.');
});
