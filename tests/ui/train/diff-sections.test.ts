import { expect, test } from 'vitest';
import type { RunDiff } from '../../../src/core/run-diff.ts';
import { costLines, diffSections, sayDiff } from '../../../src/ui/train/diff-sections.ts';

const nothing: RunDiff = { asked: [], params: [], recipe: [], data: null, split: [], environment: [], cost: [] };

test('runs that were made alike', () => {
  expect(diffSections(nothing)).toEqual([]);
  expect(sayDiff(nothing)).toBe('They were made in exactly the same way.');
});

test('a step that came, a parameter of a step, and its columns', () => {
  const diff: RunDiff = {
    ...nothing,
    recipe: [
      { change: 'added', kind: 'one-hot', at: 0, columns: [] },
      { change: 'removed', kind: 'scale', at: 2, columns: ['age'] },
      { change: 'changed', kind: 'impute', at: 1, columns: { added: ['age'], removed: [] }, params: [{ name: 'strategy', b: 'median' }] }
    ]
  };
  expect(diffSections(diff)).toEqual([
    {
      title: 'Recipe',
      lines: [
        { what: '1. One-hot, added', a: 'no such step', b: 'every column it takes' },
        { what: '3. Scale, removed', a: 'age', b: 'no such step' },
        { what: '2. Impute: strategy', a: 'the default', b: 'median' },
        { what: '2. Impute: columns', a: 'no others', b: 'also age' }
      ]
    }
  ]);
  expect(sayDiff(diff)).toBe('They differ in: recipe (4 lines).');
});

test('parameters are told one by one, of two families too, each under its own name', () => {
  const params = [
    { name: 'maxIter', a: 100 },
    { name: 'C', b: 1 }
  ];
  expect(diffSections({ ...nothing, params })[0]!.lines).toEqual([
    { what: 'Max iter', a: '100', b: 'not a parameter' },
    { what: 'C', a: 'not a parameter', b: '1' }
  ]);
  const asked = [{ name: 'model', a: 'Gradient boosting', b: 'Logistic regression' }];
  const shared = [{ name: 'C', b: 0.02325 }, { name: 'edits', a: '', b: [] }, ...params.slice(0, 1)]; // prettier-ignore
  expect(diffSections({ ...nothing, asked, params: shared })[1]!.lines).toEqual([
    { what: 'Edits', a: 'none', b: 'none' },
    { what: 'Max iter', a: '100', b: 'not a parameter' },
    { what: 'C', a: 'not a parameter', b: '0.02325' }
  ]);
});

test('another version of the data, and what both took', () => {
  const data: NonNullable<RunDiff['data']> = {
    hash: { a: 'a'.repeat(64), b: 'b'.repeat(64) },
    a: { name: 'people', version: 1, rows: 1000 },
    b: null,
    ...{ added: ['income'], removed: [], changed: [{ column: 'age', what: [{ name: 'role', a: 'feature', b: 'ignore' }] }] }
  };
  const cost = [{ name: 'fitMs', a: 1500, b: 90 }, { name: 'sizeBytes', a: 2000, b: 900 }, { name: 'peakBytes' }]; // prettier-ignore
  expect(diffSections({ ...nothing, data })[0]!.lines.map(({ a, b }) => [a, b])).toEqual([
    ['people, version 1, 1,000 rows', 'no longer kept'],
    ['aaaaaaaaaaaa', 'bbbbbbbbbbbb'],
    ['not there', 'a column'],
    ['feature', 'ignore']
  ]);
  expect(costLines({ ...nothing, cost })).toEqual([
    { what: 'Time', a: '1.5 s', b: '90 ms' },
    { what: 'Size of the model', a: '2.0 kB', b: '900 B' }
  ]);
});

test('of what only one family has its defaults are left out, and of both what has no say in the task', () => {
  const asked = [{ name: 'model', a: 'Gradient boosting', b: 'Decision tree' }];
  const info = (value: unknown) => ({ type: 'int' as const, default: value, doc: '' });
  const models = {
    a: { params: { maxIter: info(100), learningRate: info(0.1), depth: info(3) } },
    b: { params: { criterion: info('gini'), depth: info(3) } }
  };
  const params = [
    { name: 'maxIter', a: 100 },
    { name: 'learningRate', a: 0.5 },
    { name: 'loss', a: 'squared_error' },
    { name: 'depth', a: 3, b: 4 },
    { name: 'quantile', a: 0.9, b: 0.5 },
    { name: 'criterion', b: 'gini' }
  ];
  const diff = { ...nothing, asked, params };
  expect(diffSections(diff, models)[1]!.lines.map(({ what }) => what)).toEqual(['Depth', 'Learning rate']);
  expect(sayDiff(diff, models)).toBe('They differ in: what was asked (1 line), parameters (2 lines).');
});
