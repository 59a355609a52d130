import { expect, test } from 'vitest';
import { metricsOf, scoreConstant, tasksFor } from '../../../src/app/problem-facts.ts';

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
  expect(tasksFor({ dataset: null }).map(({ value }) => value)).toEqual(['classification', 'regression', 'image']);
});

test('metrics are those of the task, usual ones before the rest', () => {
  const ids = metricsOf('regression').map(({ id }) => id);
  expect(ids).toContain('mae');
  expect(ids).not.toContain('accuracy');
  expect(metricsOf('image')[0]?.id).toBe('accuracy');
});
