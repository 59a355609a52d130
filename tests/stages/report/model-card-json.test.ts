import { expect, test } from 'vitest';
import { writeReport } from '../../../src/stages/report/write-report.ts';
import { emptyFacts, everyStage, metric, trainedFacts } from './fixtures.ts';

interface Card {
  schema_version: string;
  model_details: { name: string; overview: string; version?: { name: string; date: string }; owners: unknown[]; licenses: unknown[] };
  model_parameters: { model_architecture: string; data: { name: string; description: string; sensitive: { sensitive_data: string[] } }[] };
  quantitative_analysis: { performance_metrics: Entry[] };
  considerations: Record<string, { description?: string; name?: string; mitigation_strategy?: string }[]>;
}

interface Entry {
  type: string;
  value: number;
  slice: string;
  method: string;
  n: number;
  confidence_interval: { lower_bound: number; upper_bound: number };
}

const card = (facts: Parameters<typeof writeReport>[2]) => JSON.parse(writeReport('model-card', 'json', facts).text) as Card;

test.each(Object.entries(everyStage))('it has the shape of the Model Card Toolkit schema: %s', (_stage, facts) => {
  const made = card(facts);
  expect(Object.keys(made)).toEqual(['schema_version', 'model_details', 'model_parameters', 'quantitative_analysis', 'considerations']);
  expect(typeof made.model_details.name).toBe('string');
  expect(made.model_details.overview).not.toBe('');
  expect(typeof made.model_parameters.model_architecture).toBe('string');
  for (const { description } of made.considerations['limitations']!) expect(typeof description).toBe('string');
  for (const { name, mitigation_strategy } of made.considerations['ethical_considerations']!)
    expect([typeof name, typeof mitigation_strategy]).toEqual(['string', 'string']);
  expect(Object.keys(made.considerations)).toEqual(['users', 'use_cases', 'limitations', 'tradeoffs', 'ethical_considerations']);
});

test.each(Object.entries(everyStage))('every score has its bounds, its method and its rows: %s', (_stage, facts) => {
  for (const { value, confidence_interval: bounds, method, n, slice } of card(facts).quantitative_analysis.performance_metrics) {
    expect(bounds.lower_bound).toBeLessThanOrEqual(value);
    expect(bounds.upper_bound).toBeGreaterThanOrEqual(value);
    expect([typeof method, typeof slice, n > 0]).toEqual(['string', 'string', true]);
  }
});

test('scores are exact, by part, with the baseline and shuffled answers as slices', () => {
  const scores = card(trainedFacts).quantitative_analysis.performance_metrics.filter(({ type }) => type === 'balanced_accuracy');
  expect(scores.map(({ slice, value }) => [slice, value])).toEqual([
    ['test', 0.971],
    ['validation', 0.984],
    ['baseline, validation', 0.331],
    ['shuffled answers, validation', 0.31]
  ]);
});

test('what has no interval is a limitation, not a score', () => {
  const made = card(trainedFacts);
  expect(made.quantitative_analysis.performance_metrics.some(({ type }) => type === 'mcc')).toBe(false);
  expect(made.considerations['limitations']!.some(({ description }) => description!.includes('Matthews correlation on test'))).toBe(true);
});

test('without a model there are no scores, and dates are days', () => {
  expect(card(emptyFacts).quantitative_analysis.performance_metrics).toEqual([]);
  expect(card(everyStage.served).model_details.version).toMatchObject({ name: '3', date: '2026-03-05' });
});

test('fairness gaps come with their bounds when they are known', () => {
  const facts = { ...trainedFacts, fairness: { groups: [], gaps: { 'keeper.accuracy': metric(0.12, 0.03, 0.2) } } };
  expect(card(facts).quantitative_analysis.performance_metrics).toContainEqual(
    expect.objectContaining({
      type: 'keeper.accuracy',
      slice: 'gap between groups',
      confidence_interval: { lower_bound: 0.03, upper_bound: 0.2 }
    })
  );
});
