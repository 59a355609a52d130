import { expect, test } from 'vitest';
import { easierFolds, foldsFor } from '../../src/core/folds-for.ts';

test('folds by chance on rows divided by time or by group are told as flattering', () => {
  for (const kind of ['time', 'group'] as const) {
    const [told, ...others] = easierFolds({ kind }, { kind: 'k-fold' });
    expect(others).toEqual([]);
    expect(told?.message).toMatch(new RegExp(`divided by ${kind}, but the folds were not.*may flatter`));
    expect(easierFolds({ kind }, foldsFor({ kind }, 'regression'))).toEqual([]);
  }
  expect(easierFolds({ kind: 'stratified' }, { kind: 'k-fold' })).toEqual([]);
});
