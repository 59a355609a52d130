import { expect, test } from 'vitest';
import { leadingRun } from '../../../src/app/leading-run.ts';
import { pictureCaption } from '../../../src/ui/tasks/clustering/cluster-words.ts';
import { besideBaseline, leadTitle } from '../../../src/ui/tasks/task-words.ts';

const run = (model: string, label: string, metric: string, [value, low, high]: readonly [number, number, number], part: string) => ({
  id: model,
  model,
  label,
  status: 'done',
  randomLabels: false,
  metrics: { [part]: { [metric]: { value, low, high, method: 'test', n: 50 } } },
  cv: null,
  datasetHash: 'd',
  splitHash: 's',
  startedAt: 0
});
const ground = { datasetHash: 'd', splitHash: undefined };

test('what was one season ago is the baseline of a forecast, and what most took that of a recommendation', () => {
  const forecasts = [
    run('seasonal-naive', 'Seasonal naive', 'mase', [1, 0.9, 1.1], 'cv'),
    run('ets', 'ETS', 'mase', [0.7, 0.6, 0.8], 'cv')
  ];
  const leader = leadingRun(forecasts, 'mase', ground)!;
  expect([leader.run.model, leader.baseline?.run.model, leader.among]).toEqual(['ets', 'seasonal-naive', 1]);
  expect(leadTitle(leader, 'mase')).toBe('ETS leads.');
  const next = { label: 'Theta', sentence: '' };
  expect(leadTitle(leader, 'mase', { ...next, pValue: 0.01 })).toBe('ETS leads, clearly before theta.');
  expect(leadTitle(leader, 'mase', { ...next, pValue: 0.4 })).toBe('ETS leads, but can’t be told from theta.');
  expect(besideBaseline(leader, 'mase')).toMatch(
    /^Seasonal naive, the baseline, reaches 1\S* \(0\.9\S* to 1\.1\S*\), clearly behind it\.$/
  );

  const lists = [
    run('popularity', 'Popularity', 'ndcg', [0.3, 0.25, 0.35], 'validation'),
    run('als', 'ALS', 'ndcg', [0.33, 0.28, 0.38], 'validation')
  ];
  const best = leadingRun(lists, 'ndcg', ground)!;
  expect(best.baseline?.run.model).toBe('popularity');
  expect(besideBaseline(best, 'ndcg')).toContain('the intervals overlap');
});

test('a baseline that nothing beats is told as such, and so is one that is alone', () => {
  const naive = run('seasonal-naive', 'Seasonal naive', 'mase', [0.6, 0.5, 0.7], 'cv');
  const worse = leadingRun([naive, run('drift', 'Drift', 'mase', [0.9, 0.8, 1], 'cv')], 'mase', ground)!;
  expect(leadTitle(worse, 'mase')).toBe('Nothing beats seasonal naive yet.');
  expect(besideBaseline(worse, 'mase')).toContain('which is no worse');
  const alone = leadingRun([naive], 'mase', ground)!;
  expect([leadTitle(alone, 'mase'), besideBaseline(alone, 'mase')]).toEqual([
    'Seasonal naive is the baseline, and now it wants beating.',
    ''
  ]);
});

test('the picture of clusters counts rows in none as no cluster', () => {
  const profiles = [77, 75, 74].map((rows) => ({ rows })) as unknown as Parameters<typeof pictureCaption>[0]['profiles'];
  expect(pictureCaption({ profiles, noise: 14 })).toBe('240 rows: 226 in 3 clusters, the largest of them Cluster 1 with 77; 14 in none.');
  expect(pictureCaption({ profiles: profiles.slice(0, 1), noise: 0 })).toBe('77 rows: 77 in 1 cluster.');
});
