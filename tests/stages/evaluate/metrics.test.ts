import { describe, expect, test } from 'vitest';
import { metrics } from '../../../src/stages/evaluate/registry.ts';
import { scoreOutcome } from '../../../src/stages/evaluate/score.ts';
import { binaryOutcome, readOutcome, readReference, type WrittenOutcome } from './fixtures.ts';

type Case = WrittenOutcome & { readonly name: string; readonly expected: Readonly<Record<string, number | null>> };

describe.each(readReference('metrics.json') as Case[])('$name', (written) => {
  const outcome = readOutcome(written);

  test.each(Object.entries(written.expected))('%s is what scikit-learn gives', (id, expected) => {
    const got = scoreOutcome(metrics.get(id), outcome);
    if (expected === null) expect(got).toBeNaN();
    else expect(Math.abs(got - expected) / Math.max(1, Math.abs(expected))).toBeLessThan(1e-9);
  });
});

test('calibration error is 0 where each group keeps its promise, and the gap where it does not', () => {
  const actual = [0, 0, 0, 1, 1, 1, 1, 0];
  const kept = binaryOutcome(actual, [0.25, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.75]);
  const broken = binaryOutcome(actual, [0.05, 0.05, 0.05, 0.05, 0.95, 0.95, 0.95, 0.95]);
  expect(scoreOutcome(metrics.get('ece'), kept)).toBeCloseTo(0, 12);
  expect(scoreOutcome(metrics.get('ece'), broken)).toBeCloseTo(0.2, 12);
});

test('ranking metrics of one class are not defined', () => {
  const outcome = binaryOutcome([0, 0, 0], [0.1, 0.4, 0.2]);
  expect(scoreOutcome(metrics.get('roc_auc'), outcome)).toBeNaN();
  expect(scoreOutcome(metrics.get('pr_auc'), outcome)).toBeNaN();
});

test('every metric tells what it says in one sentence', () => {
  for (const metric of metrics.all) {
    expect(metric.doc, metric.id).toMatch(/^[A-Z].*\.$/);
    expect(metric.range[0]).toBeLessThan(metric.range[1]);
  }
});
