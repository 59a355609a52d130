import { expect, test } from 'vitest';
import type { Overview } from '../../../src/app/overview.ts';
import type { Run } from '../../../src/app/api/training.ts';
import { baselineOf, metricsOf, scoreConstant, tasksFor } from '../../../src/app/problem-facts.ts';

test('always answering the common class looks good by accuracy and is worth nothing by balanced accuracy', () => {
  const { accuracy, balanced, recalls } = scoreConstant(
    [
      { label: 'no', count: 90 },
      { label: 'yes', count: 10 }
    ],
    'no'
  );
  expect(accuracy).toMatchObject({ value: 0.9, n: 100, method: 'Wilson' });
  // scipy.stats.binomtest(90, 100).proportion_ci(method='wilson')
  expect(accuracy.low).toBeCloseTo(0.82563, 4);
  expect(accuracy.high).toBeCloseTo(0.94477, 4);
  expect(balanced).toBe(0.5);
  expect(recalls).toEqual([
    { label: 'no', recall: 1 },
    { label: 'yes', recall: 0 }
  ]);
});

test('only tasks the data allow are offered', () => {
  expect(tasksFor({ dataset: null }).map(({ value }) => value)).toEqual([
    'classification',
    'regression',
    'image',
    'clustering',
    'anomaly',
    'recommendation',
    'forecasting'
  ]);
});

test('metrics are those of the task, usual ones before the rest', () => {
  const ids = metricsOf('regression').map(({ id }) => id);
  expect(ids).toContain('mae');
  expect(ids).not.toContain('accuracy');
  expect(metricsOf('image')[0]?.id).toBe('accuracy');
});

const score = (value: number, n = 52) => ({ value, low: value - 0.05, high: value + 0.05, method: 'test', n });
const baseline = (id: string, target: string, metrics: Run['metrics'], randomLabels = false): Run =>
  ({ id, model: 'baseline', status: 'done', randomLabels, datasetHash: 'd', splitHash: 's', question: { task: 'regression', target }, metrics }) as unknown as Run; // prettier-ignore

const overviewOf = (target: string, runs: Run[]) =>
  ({ problem: { statement: '', task: 'regression', target, metric: 'mae' }, dataset: { hash: 'd' }, split: { hash: 's' }, runs }) as unknown as Pick<Overview, 'problem' | 'dataset' | 'split' | 'runs'>; // prettier-ignore

test('the best baseline is the lowest error, and runs on random labels do not count', () => {
  const runs = [
    baseline('mean', 'price', { validation: { mae: score(3000) } }),
    baseline('median', 'price', { validation: { mae: score(2700) } }),
    baseline('shuffled', 'price', { validation: { mae: score(1) } }, true)
  ];
  expect(baselineOf(overviewOf('price', runs))).toMatchObject({ run: { id: 'median' }, on: 'on 52 validation rows' });
});

test('“The baseline reaches 1.012” was the baseline of another target', () => {
  const runs = [baseline('old', 'age', { validation: { mae: score(1.012) } })];
  expect(baselineOf(overviewOf('price', runs))).toBeNull();
  expect(baselineOf(overviewOf('age', runs))?.score.value).toBe(1.012);
});

test('Problem said 7.136 and Models 4.51: there is one number, with its rows named', () => {
  const runs = [baseline('mean', 'price', { validation: { mae: score(7.136) }, cv: { mae: score(4.51) } })];
  expect(baselineOf(overviewOf('price', runs))).toMatchObject({ score: { value: 4.51 }, on: 'over folds of the training part' });
});
