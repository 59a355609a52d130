import { expect, test } from 'vitest';
import type { ModelPackage, ReferenceColumn } from '../../../src/predict/package-type.ts';
import { packageTells } from '../../../src/stages/govern/package-tells.ts';
import { categoryColumn } from '../../../src/core/table.ts';
import { classTarget, dataOf, fitModel, numberTable } from '../train/support.ts';
import { classPackage } from '../../predict/test-packages.ts';

const category: ReferenceColumn = {
  kind: 'category',
  name: 'town',
  labels: ['Rome'],
  counts: Float64Array.of(90),
  others: 7,
  rows: 97,
  missing: 0
};
const withTown = (change: Partial<ModelPackage>): ModelPackage => {
  const pkg = classPackage();
  const town = { name: 'town', type: 'category', labels: ['Rome'], missingShare: 0, typical: 'Rome' } as const;
  return {
    ...pkg,
    inputs: [...pkg.inputs, town],
    reference: { ...pkg.reference, columns: [...pkg.reference.columns, category] },
    ...change
  };
};
const told = (pkg: ModelPackage) => packageTells(pkg).join(' ');

test('the reference is told with its numbers', () => {
  expect(told(withTown({}))).toMatch(
    /1 number column it holds at most 3 cut points each.*rarer ones are only counted together \(7 values\)/
  );
});

test('levels that the recipe or the model names although few rows have them are told, made-up ones are not', () => {
  const oneHot = { kind: 'one-hot', columns: ['town'], state: { levels: [['Rome', 'Ostia', 'missing']], names: [[]], missing: [null] } };
  const impute = { kind: 'impute', columns: ['town'], state: { fills: ['missing'], indicators: [null] } };
  expect(told(withTown({ recipe: [impute, oneHot] }))).toContain('1 of “town”');
  expect(told(withTown({ recipe: [impute, { ...oneHot, state: { levels: [['Rome', 'missing']] } }] }))).not.toContain('of “town”');
  const rare = { kind: 'rare-levels', columns: ['town'], state: { kept: [['Rome']], other: 'other' } };
  expect(told(withTown({ recipe: [rare, { ...oneHot, state: { levels: [['Rome', 'other']] } }] }))).not.toContain('of “town”');
  const model = {
    id: 'boosting',
    label: 'Gradient boosting',
    params: {},
    state: { features: [{ name: 'town', levels: ['Rome', 'Ostia', 'Veii'] }] }
  };
  expect(told(withTown({ model }))).toMatch(/parts the rows halfway.*2 of “town”/);
});

test('mean answers and words that the recipe holds are told', () => {
  const encode = { kind: 'target-encode', columns: ['town'], state: { levels: [['Rome', 'Ostia']] } };
  expect(told(withTown({ recipe: [encode] }))).toMatch(/mean answer of each level it names.*1 of “town”/);
  expect(told(withTown({ recipe: [{ kind: 'tf-idf', columns: [], state: {} }] }))).toContain('names the terms of texts');
});

test('naive Bayes names the levels it has chances of', async () => {
  const town = categoryColumn('town', ['Rome', 'Rome', 'Ostia', 'Rome', 'Veii', 'Rome']);
  const { state } = await fitModel('naive-bayes', dataOf({ rows: 6, columns: [town] }, classTarget(['a', 'b', 'a', 'b', 'a', 'b'])));
  expect(told(withTown({ model: { id: 'naive-bayes', label: 'Naive Bayes', params: {}, state } }))).toMatch(
    /weights were learned.*2 of “town”/
  );
});

test('a model that keeps rows says that they can be read', async () => {
  const { state } = await fitModel('neighbours', dataOf(numberTable({ a: [1, 2, 3] }), classTarget(['a', 'b', 'a'])));
  expect(told(withTown({ model: { id: 'neighbours', label: 'Nearest neighbours', params: {}, state } }))).toContain('can read them');
});

test('a package of an earlier Lathe is said to hold more', () => {
  const old = { kind: 'number', name: 'age', quantiles: Float64Array.of(1, 2, 3), rows: 3, missing: 0 } as unknown as ReferenceColumn;
  const pkg = classPackage();
  expect(told({ ...pkg, reference: { ...pkg.reference, columns: [old] } })).toContain('register the run again');
});

test('leaves of single rows are told: what such a row answered can be read', () => {
  const grown = (minSamplesLeaf: number) =>
    withTown({ model: { id: 'forest', label: 'Random forest', params: { minSamplesLeaf }, state: { features: [] } } });
  expect(told(grown(1))).toMatch(/a single training row and then says what that row answered/);
  expect(told(grown(1))).not.toContain('No row is in it');
  expect(told(grown(3))).toContain('only 3 training rows');
  expect(told(grown(5))).toContain('No row is in it');
  expect(told(grown(5))).not.toContain('leaf of its trees');
});

test('rows that gaps are filled from are told, with their number', () => {
  const step = {
    kind: 'knn-impute',
    columns: ['age', 'height'],
    state: {
      donors: Float64Array.of(1, 2, NaN, 4),
      neighbours: 1,
      weights: 'uniform',
      means: Float64Array.of(1, 3),
      indicators: [null, null]
    }
  };
  expect(told(withTown({ recipe: [step] }))).toContain('fills gaps from 2 training rows');
  expect(told(withTown({ recipe: [step] }))).not.toContain('No row is in it');
});
