import { expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { categoryColumn, type Table } from '../../../src/core/table.ts';
import type { Outcome } from '../../../src/core/outcome.ts';
import type { PackageTarget } from '../../../src/predict/package-type.ts';
import { alertRules } from '../../../src/stages/monitor/alerts.ts';
import { estimatedAccuracy, realisedOutcome, type LoggedPrediction } from '../../../src/stages/monitor/logged.ts';
import { monitorReport, type MonitorInput } from '../../../src/stages/monitor/monitor-report.ts';
import { summariseTraffic } from '../../../src/stages/monitor/traffic.ts';
import { referenceColumns } from '../../../src/stages/package/reference-columns.ts';
import { quietContext } from '../explore/read-sample.ts';

const target: PackageTarget = { name: 'pet', type: 'category', labels: ['cat', 'dog'], positive: 'dog' };
const logged = (prediction: string, actual: string | null = null, sure = 0.9): LoggedPrediction => ({
  at: 1,
  prediction,
  probabilities: { cat: prediction === 'cat' ? sure : 1 - sure, dog: prediction === 'dog' ? sure : 1 - sure },
  actual
});

function tableOf(rows: number, shift: number, gaps: number, colours: readonly string[]): Table {
  const rng = createRng(3);
  const weight = Float64Array.from({ length: rows }, () => (rng() < gaps ? NaN : normal(rng) + shift));
  return {
    rows,
    columns: [
      { kind: 'number', name: 'weight', values: weight },
      categoryColumn(
        'colour',
        Array.from({ length: rows }, (_, i) => colours[i % colours.length]!)
      )
    ]
  };
}

const training = tableOf(1000, 0, 0.02, ['black', 'white']);
const reference = {
  columns: referenceColumns(training),
  prediction: {
    kind: 'category' as const,
    name: 'pet',
    labels: ['cat', 'dog'],
    counts: Float64Array.of(100, 100),
    others: 0,
    rows: 200,
    missing: 0
  }
};
const half = Array.from({ length: 100 }, (_, i) => logged(i % 2 ? 'cat' : 'dog'));
const quick = Array.from({ length: 100 }, (_, i) => ({ at: i, status: 200, rows: 1, latencyMs: 1 + (i % 10) }));
const input = (change: Partial<MonitorInput>): MonitorInput => ({
  pkg: { target, reference },
  table: tableOf(300, 0, 0.02, ['black', 'white']),
  predictions: half,
  requests: quick,
  window: { from: 0, to: 1000 },
  needs: { latencyMs: 100, bar: { metric: 'accuracy', value: 0.9, higherIsBetter: true } },
  calibrationError: null,
  ...change
});

/** Accuracy with an interval of a fixed width: what the report does with a judge, not how judging is done. */
const judge = (outcome: Outcome) => {
  if (outcome.kind !== 'classes') throw new Error('classes expected');
  const right = outcome.actual.reduce((count, code, i) => count + Number(code === outcome.predicted[i]), 0) / outcome.actual.length;
  return Promise.resolve({ accuracy: { value: right, low: right - 0.05, high: right + 0.05, method: 'test', n: outcome.actual.length } });
};
const rulesOf = async (change: Partial<MonitorInput>) =>
  (await monitorReport(input(change), judge, quietContext())).alerts.map(({ rule }) => rule);

test('nothing happened: no alert, an estimate instead of a performance, and it says so', async () => {
  const report = await monitorReport(input({}), judge, quietContext());
  expect(report.alerts).toEqual([]);
  expect(report.performance).toBeUndefined();
  expect(report.estimatedPerformance?.['accuracy']?.value).toBeCloseTo(0.9, 12);
  expect(report.notes[0]).toContain('No true answers');
  expect(report.window).toEqual({ from: 0, to: 1000, rows: 300 });
});

test('a model that was surely overconfident when it was judged is not believed about itself', async () => {
  const error = (low: number) => ({ value: low + 0.06, low, high: low + 0.12, method: 'test', n: 150 });
  const report = await monitorReport(input({ calibrationError: error(0.073) }), judge, quietContext());
  expect(report.estimatedPerformance).toBeUndefined();
  expect(report.notes.at(-1)).toContain('off by 0.133 on average where it was judged (0.073 to 0.193)');
  const unsure = await monitorReport(input({ calibrationError: error(0.04) }), judge, quietContext());
  expect(unsure.estimatedPerformance).toBeDefined();
});

test.each<[string, Partial<MonitorInput>]>([
  ['drift', { table: tableOf(300, 1, 0.02, ['black', 'white']) }],
  ['missing-values', { table: tableOf(300, 0, 0.3, ['black', 'white']) }],
  ['unseen-levels', { table: tableOf(300, 0, 0.02, ['black', 'white', 'green']) }],
  ['prediction-drift', { predictions: Array.from({ length: 100 }, () => logged('cat')) }],
  ['errors', { requests: quick.map((request, i) => ({ ...request, status: i < 8 ? 422 : 200 })) }],
  ['latency', { needs: { latencyMs: 5, bar: null } }],
  ['performance', { predictions: half.map((row, i) => ({ ...row, actual: i % 3 ? 'cat' : 'dog' })) }]
])('%s wakes somebody', async (rule, change) => {
  expect(await rulesOf(change)).toContain(rule);
});

test('each alert rule has been seen to fire and is described', () => {
  expect(alertRules.map(({ id }) => id)).toEqual([
    'performance',
    'errors',
    'latency',
    'drift',
    'prediction-drift',
    'missing-values',
    'unseen-levels'
  ]);
  expect(alertRules.every(({ doc }) => doc.endsWith('.'))).toBe(true);
});

test('a few refused requests are no alert, and their times do not count', async () => {
  const requests = [...quick.slice(0, 10), { at: 1, status: 500, rows: 1, latencyMs: 9000 }];
  expect(summariseTraffic(requests)).toMatchObject({ requests: 11, errors: 1, p99Ms: expect.closeTo(9.91, 8) as number });
  expect(await rulesOf({ requests })).toEqual([]);
  expect(summariseTraffic([]).p50Ms).toBeNaN();
});

test('late labels are read however they are written; what is no label is counted', () => {
  const rows = ['dog', 'DOG ', 'horse', null].map((actual) => logged('dog', actual));
  const { outcome, labelled, unreadable } = realisedOutcome(target, rows);
  expect([labelled, unreadable]).toEqual([2, 1]);
  expect(outcome).toMatchObject({ kind: 'classes', positive: 1 });
  const flags: PackageTarget = { name: 'ok', type: 'boolean', labels: ['False', 'True'], positive: 'True' };
  const answers: LoggedPrediction[] = [true, false, 'true'].map((actual) => ({ at: 1, prediction: true, probabilities: null, actual }));
  const read = realisedOutcome(flags, answers).outcome;
  expect(read?.kind === 'classes' && [...read.actual, ...read.predicted]).toEqual([1, 0, 1, 1, 1, 1]);
});

test('numbers: predictions beside the values that came', () => {
  const rows: LoggedPrediction[] = [
    { at: 1, prediction: 2.5, probabilities: null, actual: '3' },
    { at: 1, prediction: 1, probabilities: null, actual: 'none' }
  ];
  const { outcome, unreadable } = realisedOutcome({ name: 'price', type: 'number' }, rows);
  expect(outcome).toEqual({ kind: 'numbers', actual: Float64Array.of(3), predicted: Float64Array.of(2.5), weights: null });
  expect(unreadable).toBe(1);
});

test('the estimate without labels covers the truth when probabilities are calibrated', () => {
  const rng = createRng(12);
  let covered = 0;
  for (let round = 0; round < 400; round++) {
    const sure = Array.from({ length: 80 }, () => 0.5 + 0.5 * rng());
    const truth = sure.filter((p) => rng() < p).length / sure.length;
    const { low, high } = estimatedAccuracy(
      target,
      sure.map((p) => logged('dog', null, p))
    )!['accuracy']!;
    if (truth >= low && truth <= high) covered++;
  }
  expect(covered / 400).toBeGreaterThan(0.93);
  expect(estimatedAccuracy(target, [logged('dog')])).toBeNull();
});
