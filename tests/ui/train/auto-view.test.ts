import { expect, test } from 'vitest';
import type { FamilyTried } from '../../../src/core/auto-report.ts';
import type { SaidAutoReport } from '../../../src/app/api/training.ts';
import { reportHere, sayBestOf, sayFamily } from '../../../src/ui/train/auto-view.ts';

const family = (change: Partial<FamilyTried>): FamilyTried => ({
  ...{ model: 'svm', label: 'SVM', runs: 0, best: null, score: null, ms: 6200, end: 'tried' },
  ...change
});
const report = (runId: string | null) => ({ best: runId === null ? null : { runId } }) as unknown as SaidAutoReport;

test('what came of a family is told in a few words', () => {
  expect(sayFamily(family({ runs: 1 }))).toBe('its defaults in 6.2 s');
  expect(sayFamily(family({ runs: 4 }))).toBe('4 settings in 6.2 s');
  expect(sayFamily(family({ end: 'too-slow', forecastMs: 40_000 }))).toContain('about 40.0 s');
  expect(sayFamily(family({ end: 'stopped' }))).toContain('stopped after 6.2 s');
  expect(sayFamily(family({ end: 'refused', why: 'Its answers are negative.' }))).toBe('Its answers are negative.');
});

test('the latest search whose winner can still be compared here is shown', () => {
  const reports = [report('a'), report('b'), report('gone'), report(null)];
  expect(reportHere(reports, [{ id: 'a' }, { id: 'b' }])).toBe(reports[1]);
  expect(reportHere(reports, [{ id: 'other' }])).toBeNull();
});

test('the best of so many is told with its corrected score', () => {
  const corrected = { value: 0.7954, low: 0.7623, high: 0.8301, method: 'test', n: 100 };
  const estimate = { chosen: 0.81, corrected, optimism: 0.015, gain: null };
  expect(sayBestOf({ tried: 34, estimate, metric: 'roc_auc' })).toMatch(
    /^The best of 34 tried; corrected for choosing: 0\.795\d* \(0\.762\d* to 0\.83\d*\)\.$/
  );
  expect(sayBestOf({ tried: 34, estimate: null, metric: 'roc_auc' })).toBeNull();
});
