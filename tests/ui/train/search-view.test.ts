import { expect, test } from 'vitest';
import type { SearchReport, SearchTrial } from '../../../src/core/search-report.ts';
import { sayOffScale } from '../../../src/charts/price-front.ts';
import { linesOf, sayEstimate, sayFront, saySearch } from '../../../src/ui/train/search-view.ts';

const metric = (value: number, low = value, high = value) => ({ value, low, high, method: 't', n: 100 });
const trial = (i: number, rate: number, score: number | null): SearchTrial => ({
  trial: i,
  params: { rate, kind: 'a' },
  places: { rate: rate / 2, kind: 0.5 },
  share: 1,
  score: score === null ? null : metric(score),
  runId: `run ${i}`,
  sizeBytes: 1000 * i,
  latencyMs: 0.01 * i,
  isWithin: true
});
const report: SearchReport = {
  ...{
    id: 's',
    model: 'tree',
    search: 'tpe',
    metric: 'roc_auc',
    cv: { kind: 'k-fold' },
    seed: 0,
    startedAt: 0,
    end: 'trials',
    best: 'run 2'
  },
  trials: [trial(1, 0.2, 0.7), trial(2, 0.4, 0.8), trial(3, 0.3, null)],
  estimate: { chosen: 0.8, corrected: metric(0.77, 0.7, 0.84), optimism: 0.03, gain: metric(0.05, -0.01, 0.1) },
  importance: [],
  frontBySize: ['run 1', 'run 2'],
  frontByLatency: ['run 2'],
  notes: []
};

test('lines run over the parameters that moved, from the lowest tried to the highest; failed trials are left out', () => {
  const { axes, trials } = linesOf(report.trials, 'roc_auc');
  expect(axes).toEqual([{ name: 'rate', low: '0.2', high: '0.4' }]);
  expect(trials.map(({ places, score }) => [places, score])).toEqual([
    [[0], 0.7],
    [[1], 0.8]
  ]);
});

test('the winner’s luck and an unsure gain are told', () => {
  expect(sayEstimate(report)).toContain('0.030 of it was luck of the choice');
  expect(sayEstimate(report)).toContain('that it gained anything is not sure');
  expect(sayEstimate({ ...report, estimate: null })).toContain('Too little is known');
});

test('the search and its fronts are told in a sentence', () => {
  expect(saySearch(report, { label: 'Decision tree' })).toBe('TPE made 3 trials of decision tree. It used up its trials.');
  expect(sayFront(report, 'size')).toContain('the smallest reaches 0.700, the best 0.800');
  expect(sayFront(report, 'latency')).toContain('also the best');
});

test('luck that shows as nothing is told as next to none, and a model off the scale of a chart as such', () => {
  const estimate = { ...report.estimate!, optimism: 0.0001 };
  expect(sayEstimate({ ...report, estimate })).toContain(': next to none of it was luck of the choice.');
  const points = [0.98, 0.981, 0.982, 0.983, 0.333].map((score, cost) => ({ cost, score, isFront: false }));
  const data = { cost: 'size, kB', score: 'accuracy', points };
  expect(sayOffScale(data)).toBe(' 1 model lies so far from the others that it stands at the edge of the scale.');
  expect(sayOffScale({ ...data, points: points.slice(0, 4) })).toBe('');
});
