import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.ts';
import { createRng } from '../../../src/core/rng.ts';
import { compareAll } from '../../../src/stages/evaluate/compare/compare-pair.ts';
import { outcomeDetails } from '../../../src/stages/evaluate/curves/outcome-details.ts';
import { costMatrix } from '../../../src/stages/evaluate/expected-cost.ts';
import { judge } from '../../../src/stages/evaluate/judge.ts';
import { metrics } from '../../../src/stages/evaluate/registry.ts';
import { chanceOf, scoreOutcome, scoringOf } from '../../../src/stages/evaluate/score.ts';
import { binaryOutcome, drawBinary, drawNumbers, numberOutcome, quiet } from './fixtures.ts';

const multi = (rows: number): Outcome => {
  const actual = Int32Array.from({ length: rows }, (_, i) => i % 3);
  const probabilities = Float64Array.from({ length: rows * 3 }, (_, i) => (i % 3 === Math.floor(i / 3) % 3 ? 0.5 : 0.25));
  return { kind: 'classes', labels: ['a', 'b', 'c'], actual, predicted: actual.slice(), probabilities, positive: null, weights: null };
};

const outcomes: Record<string, Outcome> = {
  'two classes': drawBinary(createRng(1), 40),
  'three classes': multi(30),
  numbers: drawNumbers(createRng(1), 40),
  'no rows of classes': binaryOutcome([], []),
  'no rows of numbers': numberOutcome([], []),
  'one row of classes': binaryOutcome([1], [0.3]),
  'one row of three classes': multi(1),
  'one row of numbers': numberOutcome([1], [2]),
  'one class': binaryOutcome([1, 1, 1, 1], [0.3, 0.8, 0.5, 0.9]),
  'the other class': binaryOutcome([0, 0, 0, 0], [0.3, 0.8, 0.5, 0.9]),
  'equal scores': binaryOutcome([0, 1, 0, 1, 1], [0.4, 0.4, 0.4, 0.4, 0.4]),
  'a class with one row': binaryOutcome([0, 0, 0, 0, 0, 1], [0.1, 0.2, 0.3, 0.6, 0.1, 0.7]),
  'constant answer': numberOutcome([2, 2, 2, 2], [1, 2, 3, 4]),
  'constant prediction': numberOutcome([1, 2, 3, 4], [2, 2, 2, 2]),
  'no weight at all': { ...binaryOutcome([0, 1], [0.2, 0.9]), weights: new Float64Array(2) },
  'not a number': { ...binaryOutcome([0, 1], [0.2, 0.9]), probabilities: new Float64Array(4).fill(NaN) },
  'very large': numberOutcome([1e300, -1e300, 1e299], [1, 2, 3])
};

describe.each(Object.entries(outcomes))('%s', (_name, outcome) => {
  test('every metric answers, stays in its range, or is NaN with a note', async () => {
    const before = structuredClone(outcome);
    const judged = await judge(outcome, { seed: 1, context: quiet, metrics: metrics.all.map((metric) => metric.id), replicates: 100 });
    expect(outcome).toEqual(before);
    for (const metric of metrics.all) {
      const { value, low, high, method, note } = judged[metric.id]!;
      expect(method.length, metric.id).toBeGreaterThan(0);
      if (Number.isNaN(value)) {
        expect(note, metric.id).toMatch(/./);
        expect([low, high], metric.id).toEqual([NaN, NaN]);
      } else {
        expect(value, metric.id).toBeGreaterThanOrEqual(metric.range[0]);
        expect(value, metric.id).toBeLessThanOrEqual(metric.range[1] + 1e-12);
        expect(Number.isNaN(low) === Number.isNaN(high), metric.id).toBe(true);
        if (Number.isNaN(low)) expect(note, metric.id).toBeDefined();
        else expect(low <= value && value <= high, `${metric.id} ${low} ${value} ${high}`).toBe(true);
      }
    }
  });

  test('curves are drawn or empty, and clone', () => {
    if (outcome.kind === 'classes' && Number.isNaN(outcome.probabilities[0]))
      return expect(scoreOutcome(metrics.get('brier'), outcome)).toBeNaN();
    const details = outcomeDetails(outcome);
    expect(structuredClone(details)).toEqual(details);
    expect(details.kind).toBe(outcome.kind);
  });

  test('the level of chance is a number or NaN', () => {
    for (const metric of metrics.all) expect(typeof chanceOf(metric, outcome)).toBe('number');
  });
});

test('the level of chance is what guessing scores', () => {
  const outcome = binaryOutcome([0, 0, 0, 1], [0.25, 0.25, 0.25, 0.25]);
  for (const id of ['accuracy', 'balanced_accuracy', 'roc_auc', 'pr_auc', 'mcc', 'kappa', 'log_loss', 'brier']) {
    expect(chanceOf(metrics.get(id), outcome), id).toBeCloseTo(scoreOutcome(metrics.get(id), outcome), 12);
  }
  const numbers = numberOutcome([1, 2, 6], [3, 3, 3]);
  for (const id of ['rmse', 'r2']) expect(chanceOf(metrics.get(id), numbers), id).toBeCloseTo(scoreOutcome(metrics.get(id), numbers), 12);
});

test('a scoring is a metric for those who make their own spread', () => {
  const scoring = scoringOf('rmse');
  expect([scoring.higherIsBetter, scoring.valueOf(numberOutcome([0, 0], [3, 3]))]).toEqual([false, 3]);
  expect(() => scoringOf('beauty')).toThrow(expect.objectContaining({ code: 'unknown-id' }));
});

test('three runs make three pairs, corrected together', async () => {
  const outcome = drawBinary(createRng(4), 80);
  const runs = ['x', 'y', 'z'].map((id) => ({ id, outcome }));
  const pairs = await compareAll(runs, 'roc_auc', { seed: 1, context: quiet });
  expect(pairs.map(({ a, b, test: by, pValue }) => [a, b, by, pValue])).toEqual([
    ['x', 'y', 'paired DeLong, Holm over 3 pairs', 1],
    ['x', 'z', 'paired DeLong, Holm over 3 pairs', 1],
    ['y', 'z', 'paired DeLong, Holm over 3 pairs', 1]
  ]);
});

test('costs by name come in class order', () => {
  expect(costMatrix(['no', 'yes'], { yes: { no: 8 }, __proto__: { no: 1 } })).toEqual([
    [0, 0],
    [8, 0]
  ]);
});
