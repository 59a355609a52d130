import { expect, test } from 'vitest';
import type { StepInfo } from '../../../src/app/api/preparing.ts';
import { stepTypes } from '../../../src/stages/prepare/registry.ts';
import { stepPicks } from '../../../src/ui/features/step-picks.ts';

const kinds: StepInfo[] = stepTypes.all.map(({ id, label, doc, accepts, purpose }) => ({
  ...{ kind: id, label, doc, purpose, about: 'columns', params: {} },
  accepts: [...accepts]
}));
const columns = [{ name: 'age', kind: 'number' }];

test('every kind of step stands in one group, those without a column here last', () => {
  const groups = stepPicks(kinds, columns, '');
  expect(groups.flatMap(({ picks }) => picks.map(({ kind }) => kind.kind)).sort()).toEqual(kinds.map(({ kind }) => kind).sort());
  expect(groups.map(({ purpose }) => purpose)).toEqual(['gaps', 'scale', 'encode', 'derive', 'select', 'text', 'time']);
  const texts = groups.find(({ purpose }) => purpose === 'text')!;
  expect(texts.picks.every(({ isUsable }) => !isUsable)).toBe(true);
});

test('a step is found by its name, by what it is for and by what its sentence says; its name counts most', () => {
  const first = (typed: string) => stepPicks(kinds, columns, typed)[0]?.picks[0]?.kind.kind;
  expect(first('scale numbers')).toBe('scale');
  expect(first('knn')).toBe('knn-impute');
  expect(first('Principal')).toBe('pca');
  expect(stepPicks(kinds, columns, 'fill gaps').map(({ purpose }) => purpose)).toContain('gaps');
  expect(stepPicks(kinds, columns, 'no such word')).toEqual([]);
});
