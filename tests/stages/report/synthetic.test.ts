import { expect, test } from 'vitest';
import { NO_GUARANTEE, SYNTHETIC_ROWS, type Synthesis } from '../../../src/core/synthesis.ts';
import type { ReportFacts } from '../../../src/stages/report/report-facts.ts';
import { writeReport } from '../../../src/stages/report/write-report.ts';
import { trainedFacts } from './fixtures.ts';

const beside = (value: number, low: number, high: number, ofReal: number) => ({ value, low, high, method: 'Wilson', ofReal, n: 200 });
const synthetic: Synthesis = {
  method: 'gaussian-copula',
  seed: 0,
  learnedRows: 240,
  heldRows: 60,
  columns: { leftOut: [{ name: 'keeper', why: 'texts cannot be made up' }], numbered: [] },
  privacy: {
    nearerToLearned: beside(0.95, 0.9, 0.97, 0.8),
    nearestOverSecond: beside(0.7, 0.6, 0.8, 0.7),
    copies: beside(0.01, 0, 0.03, 0),
    copied: 2
  },
  utility: {
    metric: 'accuracy',
    models: [
      {
        label: 'Logistic regression',
        real: { value: 0.9, low: 0.8, high: 0.95 },
        synthetic: { value: 0.8, low: 0.7, high: 0.9 },
        difference: { value: -0.1, low: -0.2, high: 0, method: 'exact' }
      }
    ],
    failed: []
  },
  distances: [],
  associations: { mean: { name: 'all pairs', synthetic: 0.1, real: 0.05 }, worst: [] },
  notes: []
};
const facts: ReportFacts = {
  ...trainedFacts,
  dataset: { ...trainedFacts.dataset!, synthetic },
  runs: trainedFacts.runs.map((run) => ({ ...run, isOnSynthetic: true }))
};

test.each(['model-card', 'datasheet', 'stakeholder', 'runbook'] as const)('the %s says that the rows were made up', (kind) => {
  const told = writeReport(kind, 'markdown', facts).text;
  expect(told).toMatch(/synthetic|made up/i);
});

test('the datasheet begins with it, and has what a reader must know', () => {
  const told = writeReport('datasheet', 'markdown', facts).text;
  expect(told).toContain('Synthetic: 344 rows in 4 columns, made up by a Gaussian copula from 240 real rows');
  expect(told).toContain(NO_GUARANTEE.slice(0, 60));
  expect(told).toContain('they lean on single rows');
  expect(told).toContain('2 made-up rows (1 %) equal a row learned from in every column');
  expect(told).toContain('learned from made-up rows reaches 0.800 on real rows held out');
});

test('a model trained on them is not to be used before it was judged on real rows', () => {
  expect(writeReport('model-card', 'markdown', facts).text).toContain(SYNTHETIC_ROWS);
});
