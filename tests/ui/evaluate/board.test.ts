import { describe, expect, test } from 'vitest';
import type { Metric } from '../../../src/core/outcome.ts';
import type { Comparison } from '../../../src/app/api/judging.ts';
import type { Run } from '../../../src/app/api/training.ts';
import { queryValue, withQuery } from '../../../src/ui/kit/query.ts';
import { boardOf, boardTitle, comparedRuns, domainOf, whatTestsSay } from '../../../src/ui/evaluate/board.ts';

const metric = (value: number): Metric => ({ value, low: value - 0.05, high: value + 0.05, method: 'test', n: 100 });
const run = (id: string, model: string, value: number, more: Partial<Run> = {}): Run =>
  ({
    id,
    model,
    label: model,
    params: {},
    seed: 0,
    status: 'done',
    randomLabels: false,
    metrics: { validation: { roc_auc: metric(value) } },
    ...more
  }) as unknown as Run;

const runs = [
  run('base', 'baseline', 0.5),
  run('log', 'logistic', 0.8),
  run('b1', 'boosting', 0.9, { params: { learningRate: 0.1, maxIter: 100 } }),
  run('b2', 'boosting', 0.85, { params: { learningRate: 0.05, maxIter: 100 } }),
  run('ctl', 'boosting', 0.99, { randomLabels: true }),
  run('dead', 'mlp', 0.95, { status: 'failed' })
];
const pair = (a: string, b: string, pValue: number): Comparison['pairs'][number] => ({
  a,
  b,
  difference: metric(0),
  pValue,
  test: 't',
  sentence: '',
  further: [],
  odds: null
});

const ground = { datasetHash: undefined, splitHash: undefined };

describe('the leaderboard', () => {
  const board = boardOf(runs, 'roc_auc', ground);
  test('finished real runs, best first, told apart by what differs', () => {
    expect(board.map((row) => row.run.id)).toEqual(['b1', 'b2', 'log', 'base']);
    expect(board.map((row) => row.label)).toEqual(['boosting, learning rate 0.1', 'boosting, learning rate 0.05', 'logistic', 'baseline']);
    expect(boardTitle(board)).toBe('Three candidates, one baseline');
  });

  test('of errors the smallest is first', () => {
    const errors = [
      run('a', 'linear', 0, { metrics: { validation: { mae: metric(5) } } }),
      run('b', 'boosting', 0, { metrics: { validation: { mae: metric(3) } } })
    ];
    expect(boardOf(errors, 'mae', ground).map((row) => row.run.id)).toEqual(['b', 'a']);
  });

  test('the chosen one is tested against the first and the baseline', () => {
    expect(comparedRuns(board, 'log')).toEqual(['log', 'b1', 'b2', 'base']);
    expect(comparedRuns(boardOf([run('log', 'logistic', 0.8)], 'roc_auc', ground), 'log')).toEqual(['log']);
  });

  test('those that can not be told apart are named', () => {
    const comparison: Comparison = { metric: 'roc_auc', pairs: [pair('b1', 'b2', 0.3), pair('b1', 'log', 0.01), pair('b2', 'log', 0.5)] };
    expect(whatTestsSay(comparison, board, 'b1', 'the validation part')).toBe(
      'Boosting, learning rate 0.05 can’t be told apart from boosting, learning rate 0.1 on 100 rows (the validation part).'
    );
    expect(whatTestsSay({ metric: '', pairs: [pair('b1', 'log', 0.01)] }, board, 'b1', 'the validation part')).toContain(
      'can be told apart'
    );
    expect(whatTestsSay(null, board, 'b1', 'the validation part')).toBe('');
  });

  test('the scale of the dots holds every interval', () => {
    const [low, high] = domainOf(board);
    expect(low).toBeLessThan(0.45);
    expect(high).toBeGreaterThan(0.95);
  });
});

test('the address keeps what it does not know', () => {
  expect(withQuery('/p/1/evaluate', 'run=a&x=1', { run: 'b c', row: '7' })).toBe('/p/1/evaluate?run=b+c&x=1&row=7');
  expect(withQuery('/p/1/evaluate', 'run=a', { run: null })).toBe('/p/1/evaluate');
  expect(queryValue('run=a+b', 'run')).toBe('a b');
  expect(queryValue(undefined, 'run')).toBeNull();
});
