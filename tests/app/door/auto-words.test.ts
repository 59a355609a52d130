import { expect, test } from 'vitest';
import { sayAuto } from '../../../src/app/door/auto-words.ts';
import type { AutoReport, FamilyTried } from '../../../src/core/auto-report.ts';
import type { Metric } from '../../../src/core/outcome.ts';

const metric = (value: number, low = value - 0.02, high = value + 0.02): Metric => ({ value, low, high, method: 'test', n: 100 });
const family = (model: string, change: Partial<FamilyTried> = {}): FamilyTried => ({
  ...{
    model,
    label: model === 'boosting' ? 'Gradient boosting' : model,
    runs: 3,
    best: `${model} 1`,
    score: metric(0.8),
    ms: 900,
    end: 'tried'
  },
  ...change
});
const report = (change: Partial<AutoReport> = {}): AutoReport => ({
  ...{
    id: 'a',
    metric: 'roc_auc',
    cv: { kind: 'stratified', folds: 5 },
    seed: 0,
    startedAt: 0,
    budgetMs: 60_000,
    usedMs: 59_000,
    tried: 6
  },
  families: [family('boosting'), family('logistic', { runs: 1 }), family('baseline')],
  best: { runId: 'boosting 1', model: 'boosting', label: 'Gradient boosting', score: metric(0.83) },
  estimate: { chosen: 0.83, corrected: metric(0.81), optimism: 0.02, gain: metric(0.31) },
  rival: { runId: 'logistic 1', label: 'Logistic regression', lead: metric(0.05) },
  notes: [],
  ...change
});
const said = (change: Partial<AutoReport> = {}) => sayAuto(report(change)).join(' ');

test('what was tried, why one won and what it can be trusted with are told', () => {
  const told = said();
  expect(told).toContain('4 runs of 2 families and 2 ensembles of the best');
  expect(told).toContain('Gradient boosting is first, the best of 3 settings of it: area under the ROC curve 0.830');
  expect(told).toContain(
    'logistic regression, by 0.050 (0.030 to 0.070) on average over the folds: more than the draw of these rows explains; what another training would change is not in it.'
  );
  expect(told).toContain(
    'The best of 6 tried; corrected for choosing: area under the ROC curve 0.810, 95 % interval 0.790 to 0.830; 0.020 of the 0.830 it has on average over the folds was luck'
  );
  expect(told).toContain('better than the best baseline, by 0.310');
});

test('an ensemble that is within the noise of the best single model says so', () => {
  const best = { runId: 'e', model: 'ensemble', label: 'Stack of 6 runs', score: metric(0.83) };
  const told = said({ best, rival: { runId: 'boosting 1', label: 'Gradient boosting', lead: metric(0.004, -0.006, 0.01) } });
  expect(told).toContain('Stack of 6 runs is first: area under the ROC curve');
  expect(told).toContain(
    'It does not beat the best single model, gradient boosting, by more than its noise: on average over the folds, it is ahead by 0.004 (−0.006 to 0.010).'
  );
  expect(told).toContain('small, quick or explained');
});

test('nothing found is told as nothing found', () => {
  expect(said({ estimate: { chosen: 0.55, corrected: metric(0.5), optimism: 0.05, gain: metric(0.01) } })).toContain('Nothing was found');
  expect(said({ best: { runId: 'b', model: 'baseline', label: 'Baseline', score: metric(0.5) } })).toContain('Nothing was found');
  expect(said({ estimate: null })).toContain('Too little is known');
});

test('families that were left out are named with why', () => {
  const families = [
    family('boosting'),
    family('svm', { end: 'too-slow', runs: 0, best: null, score: null, forecastMs: 40_000 }),
    family('glm', { end: 'refused', runs: 0, best: null, score: null, why: 'Its answers are negative.' }),
    family('mlp', { end: 'stopped', runs: 0, best: null, score: null })
  ];
  const told = said({ families });
  expect(told).toContain('svm (about 40 s)');
  expect(told).toContain('glm cannot learn from these data: Its answers are negative.');
  expect(told).toContain('Stopped at their share of the time: mlp.');
});

test('a winner that the rows do not put ahead is not told to be ahead', () => {
  const rival = (value: number) => ({ runId: 'logistic 1', label: 'Logistic regression', lead: metric(value) });
  expect(said({ rival: rival(0) })).toContain('it is level (−0.020 to 0.020).');
  expect(said({ rival: rival(-0.01) })).toContain('it is behind by 0.010 (−0.030 to 0.010).');
});

test('luck too small to show is told as next to none', () => {
  const estimate = { chosen: 0.9304, corrected: metric(0.9303), optimism: 2e-5, gain: metric(0.43) };
  expect(said({ estimate })).toContain('; next to none of that was luck of the choice.');
});
