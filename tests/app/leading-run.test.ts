import { describe, expect, test } from 'vitest';
import { basisOf, bestFirst, leadingRun, sayChoice, type RankedBy } from '../../src/app/leading-run.ts';
import type { Run } from '../../src/app/api/training.ts';
import { boardOf as evaluateBoard } from '../../src/ui/evaluate/board.ts';
import { boardOf as trainBoard } from '../../src/ui/train/board.ts';

const metric = (value: number) => ({ value, low: value - 0.03, high: value + 0.03, method: 'test', n: 150 });
const FOLDS = { kind: 'stratified', folds: 5 } as const;
const ground = { datasetHash: 'data', splitHash: 'split' };
let at = 0;

interface Scores {
  readonly cv?: number;
  readonly validation?: number;
}

const run = (id: string, model: string, { cv, validation }: Scores, more: Partial<RankedBy> = {}): Run =>
  ({
    id,
    model,
    label: id,
    params: {},
    seed: 0,
    status: 'done',
    randomLabels: false,
    cv: cv === undefined ? null : FOLDS,
    metrics: {
      ...(cv === undefined ? {} : { cv: { roc_auc: metric(cv) } }),
      ...(validation === undefined ? {} : { validation: { roc_auc: metric(validation) } })
    },
    startedAt: at++,
    ...ground,
    ...more
  }) as unknown as Run;

/** As on german-credit: the folds put one family ahead, the validation part another. */
const credit = [
  run('baseline', 'baseline', { cv: 0.5, validation: 0.5 }),
  run('logistic', 'logistic', { cv: 0.79, validation: 0.76 }),
  run('boosting', 'boosting', { cv: 0.77, validation: 0.8 }),
  run('control', 'boosting', { cv: 0.9, validation: 0.9 }, { randomLabels: true })
];

describe('the leading run', () => {
  test('is the same on every screen: Train and Evaluate had two different leaders', () => {
    const leading = leadingRun(credit, 'roc_auc', ground)!;
    expect(leading.run.id).toBe('logistic');
    expect(leading).toMatchObject({ basis: 'cv', among: 2, baseline: { run: { id: 'baseline' } } });
    expect(trainBoard(credit, { metric: 'roc_auc', basis: leading.basis, ...ground }).ranked[0]!.run.id).toBe('logistic');
    expect(evaluateBoard(credit, 'roc_auc', ground)[0]!.run.id).toBe('logistic');
    expect(bestFirst(credit, 'roc_auc', ground).map(({ id }) => id)).toEqual(['logistic', 'boosting', 'baseline', 'control']);
  });

  test('is chosen by the validation part when a model was not judged over the same folds', () => {
    const quick = run('mlp', 'mlp', { validation: 0.78 });
    expect(leadingRun([...credit, quick], 'roc_auc', ground)).toMatchObject({ run: { id: 'boosting' }, basis: 'validation', among: 3 });
    const otherFolds = run('mlp', 'mlp', { cv: 0.7, validation: 0.7 }, { cv: { kind: 'k-fold', folds: 5 } });
    expect(leadingRun([...credit, otherFolds], 'roc_auc', ground)).toMatchObject({ run: { id: 'boosting' }, basis: 'validation' });
    expect(basisOf([run('a', 'mlp', { cv: 0.7 }), quick], 'roc_auc')).toBe('validation');
  });

  test('needs no baseline with folds, and five folds said or not said are the same', () => {
    const bare = run('baseline', 'baseline', { validation: 0.5 });
    const unsaid = run('unsaid', 'mlp', { cv: 0.8 }, { cv: { kind: 'stratified' } });
    expect(leadingRun([bare, ...credit.slice(1), unsaid], 'roc_auc', ground)).toMatchObject({ run: { id: 'unsaid' }, basis: 'cv' });
  });

  test('without a validation part goes by the folds', () => {
    expect(basisOf([run('a', 'mlp', { cv: 0.7 }), run('b', 'mlp', { cv: 0.7 }, { cv: { kind: 'time' } })], 'roc_auc')).toBe('cv');
  });

  test('is never a baseline while a model was trained, and a baseline while none was', () => {
    const weak = [run('baseline', 'baseline', { cv: 0.6 }), run('logistic', 'logistic', { cv: 0.55 })];
    expect(leadingRun(weak, 'roc_auc', ground)?.run.id).toBe('logistic');
    expect(leadingRun(weak.slice(0, 1), 'roc_auc', ground)?.run.id).toBe('baseline');
    expect(leadingRun([], 'roc_auc', ground)).toBeNull();
  });

  test('of errors has the lowest', () => {
    const error = (id: string, value: number) => run(id, 'linear', {}, { metrics: { validation: { mae: metric(value) } } });
    expect(leadingRun([error('a', 5), error('b', 3)], 'mae', ground)?.run.id).toBe('b');
  });

  test('is one of the data and the division as they are now, and of the latest ones while there is none', () => {
    const old = run('old', 'boosting', { cv: 0.99 }, { splitHash: 'before', startedAt: 1000 });
    expect(leadingRun([...credit, old], 'roc_auc', ground)?.run.id).toBe('logistic');
    expect(leadingRun([old], 'roc_auc', ground)?.run.id).toBe('old');
  });
});

describe('what the choice means for the score is said', () => {
  const said = (runs: Run[]) => sayChoice(leadingRun(runs, 'roc_auc', ground)!);
  test('chosen by folds, the validation score is untouched', () => expect(said(credit)).toContain('untouched by the choice'));
  test('chosen by validation, the test part counts', () => {
    const runs = [run('a', 'mlp', { validation: 0.7 }), run('b', 'logistic', { validation: 0.8 })];
    expect(said(runs)).toMatch(/validation part.*the test part is the one that counts/);
  });
  test('without a validation part the mean over folds is no clean score', () => {
    expect(said([run('a', 'mlp', { cv: 0.7 }), run('b', 'logistic', { cv: 0.8 })])).toContain('there is no validation part');
  });
  test('where nothing was chosen, that', () => {
    expect(said(credit.slice(0, 2))).toContain('only model');
    expect(said(credit.slice(0, 1))).toContain('Only baselines');
  });
});
