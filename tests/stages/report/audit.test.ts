import { expect, test } from 'vitest';
import { releaseChecks } from '../../../src/stages/package/registry.ts';
import { CHECKS } from '../../../src/stages/report/audit/question-type.ts';
import { auditQuestions } from '../../../src/stages/report/audit/registry.ts';
import type { ReportFacts } from '../../../src/stages/report/report-facts.ts';
import { subjectOf } from '../../../src/stages/report/subject.ts';
import { emptyFacts, everyStage, metric, servedFacts, trainedFacts } from './fixtures.ts';

const ask = (id: string, facts: ReportFacts) => auditQuestions.get(id).answer(facts, subjectOf(facts));

test('there are seven questions in each of four sections', () => {
  const sections = [...new Set(auditQuestions.all.map(({ section }) => section))];
  const bySection = sections.map((id) => [id, auditQuestions.all.filter(({ section }) => section === id).length]);
  expect(bySection).toEqual([['data', 7], ['model', 7], ['infrastructure', 7], ['monitoring', 7]]); // prettier-ignore
});

test('an empty project passes nothing, and fails nothing it was never asked', () => {
  for (const question of auditQuestions.all) expect(question.answer(emptyFacts, subjectOf(emptyFacts)).verdict).toBe('not known');
});

test.each(Object.entries(everyStage))('every answer has its reason: %s', (_stage, facts) => {
  for (const question of auditQuestions.all) expect(question.answer(facts, subjectOf(facts)).because.length).toBeGreaterThan(10);
});

test('the checks it goes by are checks that are really run', () => {
  const labels = releaseChecks.all.map(({ label }) => label);
  for (const name of Object.values(CHECKS)) expect(labels).toContain(name);
});

test('a check that is not among the records is not known; one that failed is not passed', () => {
  const { version } = servedFacts;
  expect(ask('infra-whole', servedFacts).verdict).toBe('passed');
  const none = { ...servedFacts, version: { ...version!, checks: [] } };
  expect(ask('infra-whole', none).verdict).toBe('not known');
  const failed = { ...servedFacts, version: { ...version!, checks: version!.checks.map((check) => ({ ...check, passed: false })) } };
  expect(ask('infra-whole', failed).verdict).toBe('not passed');
});

test('a bar that was never set is not met', () => {
  const { bar: _bar, ...problem } = servedFacts.problem!;
  expect(ask('infra-quality', { ...servedFacts, problem }).verdict).toBe('not passed');
});

test('a replay counts only when it can have been of this run', () => {
  const replayed = { ...trainedFacts, audit: { ...trainedFacts.audit, lastReplay: 'every hash the same' } };
  expect(ask('infra-reproducible', replayed).verdict).toBe('not known');
  expect(ask('infra-reproducible', { ...replayed, runs: replayed.runs.slice(0, 1) }).verdict).toBe('passed');
  expect(ask('infra-reproducible', { ...replayed, audit: { ...replayed.audit, lastReplay: 'different: model' } }).verdict).toBe(
    'not passed'
  );
});

test('use against promise: overlapping intervals pass, parted ones do not', () => {
  expect(ask('model-metrics', servedFacts).verdict).toBe('passed');
  const fallen = { ...servedFacts, monitor: { ...servedFacts.monitor!, performance: { balanced_accuracy: metric(0.6, 0.5, 0.7) } } };
  expect(ask('model-metrics', fallen).verdict).toBe('not passed');
  expect(ask('model-metrics', { ...servedFacts, monitor: null }).verdict).toBe('not known');
});

test('fairness is never passed unseen', () => {
  expect(ask('model-inclusion', servedFacts).verdict).toBe('not known');
  const looked = (low: number) => ({ ...servedFacts, fairness: { groups: [], gaps: { 'keeper.accuracy': metric(0.05, low, 0.1) } } });
  expect(ask('model-inclusion', looked(-0.02)).verdict).toBe('passed');
  expect(ask('model-inclusion', looked(0.01)).verdict).toBe('not passed');
});

test('requests elsewhere are told', () => {
  expect(ask('data-privacy', servedFacts).verdict).toBe('passed');
  expect(ask('data-privacy', { ...servedFacts, requests: { foreign: 2, own: 9 } })).toMatchObject({ verdict: 'not passed', because: expect.stringContaining('2 requests') as string }); // prettier-ignore
});

test('a model that learns from what may tell sex is not said to respect the rules on personal data', () => {
  const maybe = {
    code: 'privacy-sensitive',
    severity: 'info' as const,
    columns: ['height'],
    message: 'If the rows are people, “height” tells their sex, which is protected.',
    hint: ''
  };
  expect(ask('data-policy', { ...trainedFacts, privacy: [] }).verdict).toBe('passed');
  const asked = ask('data-policy', { ...trainedFacts, privacy: [maybe] });
  expect(asked.verdict).toBe('not known');
  expect(asked.because).toContain('If the rows are people, “height” must not be learned from');
  expect(ask('data-policy', { ...trainedFacts, privacy: [{ ...maybe, severity: 'warning' }] }).verdict).toBe('not passed');
});
