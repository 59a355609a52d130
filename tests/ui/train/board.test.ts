import { describe, expect, test } from 'vitest';
import type { Run } from '../../../src/app/api/training.ts';
import { bestOfEach, boardOf, domainOf, foldSpread, tiedWithLeader, triedEnough } from '../../../src/ui/train/board.ts';
import { interviewAnswer } from '../../../src/ui/train/interview.ts';
import { specOf, tuneOf, usualPlan } from '../../../src/ui/train/plan.ts';
import { sayLuck, sayRun, trainTitle } from '../../../src/ui/train/words.ts';
import { sayLuckRange, sayOverfitting, settingsFor } from '../../../src/ui/train/experiments.ts';

const metric = (value: number, half = 0.02) => ({ value, low: value - half, high: value + half, method: 'test', n: 52 });
let at = 0;
const run = (model: string, value: number | null, more: Partial<Run> = {}, half = 0.02): Run =>
  ({
    id: `${model}-${at}`,
    model,
    label: model === 'boosting' ? 'Gradient boosting' : model === 'logistic' ? 'Logistic regression' : 'Baseline',
    params: {},
    seed: 0,
    backend: 'cpu',
    calibrate: 'none',
    cv: null,
    datasetHash: 'data',
    splitHash: 'split',
    recipe: [],
    metrics: value === null ? {} : { cv: { accuracy: metric(value, half) } },
    status: 'done',
    randomLabels: false,
    startedAt: at++,
    ...more
  }) as Run;
const here = { metric: 'accuracy', basis: 'cv' as const, datasetHash: 'data', splitHash: 'split' };
const titleOf = (runs: Run[]) => trainTitle(boardOf(runs, here), 0);

describe('the board', () => {
  test('ranks what can be compared and keeps the rest apart', () => {
    const runs = [
      run('baseline', 0.4),
      run('boosting', 0.9),
      run('logistic', null, { status: 'failed' }),
      run('boosting', 0.99, { splitHash: 'another' }),
      run('logistic', 0.95, { randomLabels: true })
    ];
    const board = boardOf(runs, here);
    expect(board.ranked.map(({ run: { model } }) => model)).toEqual(['boosting', 'baseline']);
    expect(board.elsewhere).toHaveLength(1);
    expect(board.others.map(({ status, randomLabels }) => [status, randomLabels])).toEqual([
      ['done', true],
      ['failed', false]
    ]);
  });

  test('ranks errors lowest first', () => {
    const error = (value: number) => run('boosting', null, { metrics: { cv: { mae: metric(value) } } });
    const board = boardOf([error(300), error(200)], { ...here, metric: 'mae' });
    expect(board.ranked.map(({ score }) => score.value)).toEqual([200, 300]);
  });

  test('shows the best of each family', () => {
    const board = boardOf([run('boosting', 0.8), run('boosting', 0.9), run('logistic', 0.85)], here);
    expect(bestOfEach(board.ranked).map(({ score }) => score.value)).toEqual([0.9, 0.85]);
  });

  test('its scale holds every interval', () => {
    expect(domainOf(boardOf([run('boosting', 0.9), run('baseline', 0.4)], here).ranked)).toEqual([
      expect.closeTo(0.38),
      expect.closeTo(0.92)
    ]);
  });

  test('the spread of the folds leaves out what is not a number', () => {
    expect(foldSpread({ folds: [{ accuracy: 0.8 }, { accuracy: NaN }, { accuracy: 0.9 }] }, 'accuracy')).toEqual([0.8, 0.9]);
    expect(foldSpread({}, 'accuracy')).toBeNull();
  });
});

describe('the sentence the page opens with', () => {
  test('does not call a tie a victory', () => {
    const runs = [run('boosting', 0.9), run('logistic', 0.89), run('baseline', 0.4)];
    expect(tiedWithLeader(boardOf(runs, here).ranked, 'accuracy')).toHaveLength(1);
    expect(titleOf(runs)).toBe('Gradient boosting is ahead, but logistic regression can’t be told apart from it.');
  });

  test('says that trying more will not help only after the later trials brought nothing', () => {
    const flat = Array.from({ length: 12 }, () => run('boosting', 0.9));
    const others = [run('logistic', 0.6), run('baseline', 0.4)];
    expect(titleOf([...flat, ...others])).toBe('Gradient boosting, the best of 12 runs, is ahead; trying more is unlikely to help.');
    const rising = Array.from({ length: 12 }, (_, i) => run('boosting', 0.7 + i * 0.02));
    expect(triedEnough(boardOf(rising, here).ranked, 'accuracy')?.isEnough).toBe(false);
    expect(titleOf([...rising, ...others])).not.toContain('unlikely');
  });

  test('three trials are too few to say so', () => {
    const few = boardOf([run('boosting', 0.9), run('boosting', 0.9), run('boosting', 0.9)], here);
    expect(triedEnough(few.ranked, 'accuracy')).toEqual({ trials: 3, isEnough: false });
  });

  test('says when nothing beats the baseline, and when nothing was done', () => {
    expect(titleOf([run('boosting', 0.4), run('baseline', 0.5)])).toContain('No model beats the baseline');
    expect(titleOf([])).toBe('Nothing was trained yet.');
    expect(titleOf([run('boosting', null, { status: 'failed' })])).toContain('failed');
  });
});

test('a run is told by what was set, the rest is defaults', () => {
  const model = { params: { maxIter: { type: 'int', default: 100, doc: '' } } };
  expect(sayRun(run('boosting', 0.9, { params: { maxIter: 100 } }), model)).toBe('defaults');
  expect(sayRun(run('boosting', 0.9, { params: { maxIter: 20 }, seed: 7 }), model)).toBe('max iter 20, seed 7');
});

test('random labels that come as high as the real ones are called luck', () => {
  const real = run('boosting', null, { metrics: { validation: { accuracy: metric(0.5) } } });
  const same = run('boosting', null, { metrics: { validation: { accuracy: metric(0.49) } } });
  const low = run('boosting', null, { metrics: { validation: { accuracy: metric(0.3) } } });
  expect(sayLuck(real, same, 'accuracy')).toContain('Luck alone could give as much');
  expect(sayLuck(real, low, 'accuracy')).toContain('Luck does not explain it');
});

describe('a plan', () => {
  test('gives a group cross-validation the column of the split', () => {
    const split = { kind: 'group' as const, column: 'house' };
    const plan = usualPlan('boosting', split, 'classification');
    expect(specOf(plan, split).cv).toEqual({ kind: 'group', folds: 5, column: 'house' });
    expect(specOf({ ...plan, cv: 'none' }, split).cv).toBeUndefined();
    const around = { ...plan, cv: 'time', learnFrom: 'around', embargo: 3 } as const;
    expect(specOf(around, split).cv).toEqual({ kind: 'time', folds: 5, learnFrom: 'around', embargo: 3 });
    expect(specOf({ ...around, cv: 'k-fold' }, split).cv).toEqual({ kind: 'k-fold', folds: 5 });
    expect(specOf({ ...around, learnFrom: 'before' }, split).cv).toEqual({ kind: 'time', folds: 5 });
  });

  test('a search carries its budget in ms, and none when there is none', () => {
    const plan = usualPlan('boosting', null, 'regression');
    expect(tuneOf(plan, null, { search: 'tpe', trials: 40, budget: 60 })).toMatchObject({ trials: 40, budgetMs: 60_000 });
    expect(tuneOf(plan, null, { search: 'tpe', trials: 40, budget: null })).not.toHaveProperty('budgetMs');
  });
});

describe('the experiments of the drawer', () => {
  const points = (losses: number[]) => losses.map((validation, i) => ({ step: i + 1, train: 1 / (i + 1), validation }));

  test('tell learning by heart from a curve that only flattens', () => {
    expect(sayOverfitting(points([1, 0.5, 0.9]), 'round')).toContain('learning by heart');
    expect(sayOverfitting(points([1, 0.5, 0.505]), 'round')).toContain('hardly got worse');
    expect(sayOverfitting([{ step: 1, train: 1, validation: null }], 'round')).toContain('no second curve');
  });

  test('use a learner that fits the data', () => {
    expect(settingsFor([{ id: 'boosting', fits: true }])).toHaveLength(2);
    expect(settingsFor([{ id: 'boosting', fits: false }])).toEqual([]);
  });

  test('hold the gain against what a seed alone does', () => {
    const trials = [0.9, 0.92].map((value) => ({ metrics: { accuracy: metric(value) }, folds: [], curve: [], fitMs: 1 }));
    expect(sayLuckRange('accuracy', trials, 0.01)).toContain('no more than that');
    expect(sayLuckRange('accuracy', trials, 0.1)).toContain('more than seeds explain');
  });

  test('the interview answer admits a gain that may be luck', () => {
    const board = boardOf([run('boosting', 0.9), run('logistic', 0.89)], here);
    expect(interviewAnswer(board)).toContain('may be luck');
    expect(interviewAnswer(boardOf([], here))).toContain('Nothing was trained');
  });
});
