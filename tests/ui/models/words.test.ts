import { describe, expect, test } from 'vitest';
import type { SplitInfo, SplitPicture } from '../../../src/app/api/splitting.ts';
import { foldsFor } from '../../../src/core/folds-for.ts';
import { describeParts, largestGap, slicesOf } from '../../../src/ui/models/split-bars.ts';
import { modelsTitle, sayChange, sayCopies, sayForecast, sayKind, sayScore, saySeal } from '../../../src/ui/models/words.ts';
import { armsFor, sayArms } from '../../../src/ui/models/experiment.ts';

const rows = { train: 241, validation: 52, test: 51 };
const score = (value: number) => ({ value, low: value - 0.05, high: value + 0.05, method: 'test', n: 52 });

describe('the sentence the page opens with', () => {
  test('says shares, what is kept alike, the seal and the baseline', () => {
    const split = { kind: 'stratified' as const, rows, testOpenings: 0, hash: '' };
    expect(modelsTitle(split, { metric: 'accuracy', value: 0.44 })).toBe(
      'Split 70/15/15; the test part is sealed. To\u00a0beat: 44\u00a0%.'
    );
  });

  test('says plainly that the seal is broken', () => {
    const split = { kind: 'time' as const, rows, testOpenings: 2, hash: '' };
    expect(modelsTitle(split, null)).toBe('Split 70/15/15; the test part was opened 2 times.');
  });

  test('without a split it promises nothing', () => {
    expect(modelsTitle(null, null)).toContain('not divided yet');
  });
});

test('what the parts keep alike is said with the names in quotes', () => {
  const species = { name: 'species', isClasses: true };
  expect(sayKind({ kind: 'stratified' }, species)).toBe('same share of each “species” in each');
  expect(sayKind({ kind: 'stratified' }, { name: 'mpg', isClasses: false })).toBe('low and high “mpg” in each alike');
  expect(sayKind({ kind: 'group', column: 'patient' }, species)).toBe('every “patient” in one part only');
});

test('without a test part nothing is called sealed', () => {
  expect(saySeal({ rows: { ...rows, test: 0 }, testOpenings: 0 })).toBe('There is no test part, so nothing is sealed.');
});

test('changing the split after an opening is said plainly', () => {
  expect(sayChange(1, 3)).toContain('the new test part is not unseen any more');
  expect(sayChange(0, 0)).toBe('');
});

test('shares of rows are said in per cent, errors as numbers', () => {
  expect(sayScore('accuracy', 0.4412)).toBe('44\u00a0%');
  expect(sayScore('roc_auc', 0.5)).toBe('0.500');
  expect(sayScore('mae', 302.71)).toBe('303');
});

const picture: SplitPicture = {
  spec: { kind: 'random' },
  rows: { train: 100, validation: 20, test: 20 },
  left: 3,
  target: {
    kind: 'classes',
    name: 'species',
    labels: ['a', 'b', 'c', 'd', 'e'],
    counts: { train: [5, 50, 20, 15, 10], validation: [1, 10, 4, 3, 2], test: [0, 14, 4, 2, 0] }
  },
  order: null,
  groups: null,
  copies: { validationInTrain: 0, testInTrain: 0, testInValidation: 0 },
  notes: []
};

describe('the parts drawn', () => {
  test('many classes are gathered, the largest first, and the shares of a part sum to one', () => {
    const slices = slicesOf(picture, 'train');
    expect(slices.map(({ label }) => label)).toEqual(['b', 'c', 'd', '2 other classes']);
    expect(slices.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  });

  test('the largest difference of a class between the parts is found and told', () => {
    expect(largestGap(picture)).toEqual({ label: 'b', gap: expect.closeTo(0.2) });
    expect(describeParts(picture)).toContain('that of “b”, by 20 percentage points');
    expect(describeParts(picture)).toContain('3 rows are in no part');
  });
});

test('copies across parts are told with what they do to the score', () => {
  expect(sayCopies({ validationInTrain: 0, testInTrain: 0, testInValidation: 0 }, rows)).toBeNull();
  expect(sayCopies({ validationInTrain: 4, testInTrain: 2, testInValidation: 0 }, rows)).toBe(
    '4 of 52 validation rows and 2 of 51 test rows are, in every feature, a copy of a training row. The model has seen such rows, so their part of a score flatters it.'
  );
});

test('folds ask the same question as the split', () => {
  expect(foldsFor({ kind: 'group', column: 'house' }, 'classification')).toEqual({ kind: 'group', folds: 5, column: 'house' });
  expect(foldsFor({ kind: 'stratified' }, 'regression').kind).toBe('k-fold');
  expect(foldsFor({ kind: 'stratified' }, 'classification').kind).toBe('stratified');
});

describe('the experiment of the drawer', () => {
  const overview = (roles: Record<string, string>, split: SplitInfo | null = null) =>
    ({
      dataset: { columns: Object.entries(roles).map(([name, role]) => ({ name, role, type: 'number' })) },
      split,
      problem: null
    }) as never;
  const trial = (value: number) => ({ metrics: { accuracy: score(value) }, folds: [], curve: [], fitMs: 1 });

  test('holds chance against groups where there are groups, else draws the folds again', () => {
    expect(armsFor(overview({ house: 'group' })).about).toBe('group');
    expect(armsFor(overview({ day: 'time' })).about).toBe('time');
    const byOrder = overview({ mass: 'feature' }, { kind: 'time', rows, testOpenings: 0, hash: '' });
    expect(armsFor(byOrder).arms[1]!.cv).toEqual({ kind: 'time', folds: 5 });
    expect(armsFor(overview({ mass: 'feature' })).arms.map(({ foldSeed }) => foldSeed)).toEqual([0, 1, 2, 3, 4]);
  });

  test('does not call chance flattering when it is not', () => {
    const arms = armsFor(overview({ house: 'group' })).arms;
    const told = (a: number, b: number) =>
      sayArms('group', 'accuracy', [
        { arm: arms[0]!, trial: trial(a) },
        { arm: arms[1]!, trial: trial(b) }
      ]);
    expect(told(0.9, 0.7)).toContain('would have promised and not kept');
    expect(told(0.7, 0.7)).toContain('does not flatter');
  });
});

test('a forecast by few runs is a range, one by many a number', () => {
  const forecast = { ms: 2000, low: 800, high: 5000, runs: 1, method: '' };
  expect(sayForecast(forecast)).toBe('0.8 s to 5.0 s, by one earlier run here');
  expect(sayForecast({ ...forecast, runs: 6 })).toBe('about 2.0 s, by six earlier runs here');
  expect(sayForecast({ ...forecast, runs: 6, low: 100, high: 40_000 })).toBe('0.1 s to 40.0 s, by six earlier runs here');
  expect(sayForecast(null)).toBe('no forecast before its first run');
});
