import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import { metrics } from '../../../src/stages/evaluate/registry.ts';
import { scoreOutcome } from '../../../src/stages/evaluate/score.ts';
import { chooseThreshold } from '../../../src/stages/evaluate/threshold.ts';
import { binaryOutcome, drawBinary, numberOutcome } from './fixtures.ts';
import { conformalHalfWidth } from '../../../src/stages/evaluate/conformal.ts';
import { expectedCost } from '../../../src/stages/evaluate/expected-cost.ts';
import { quiet } from './fixtures.ts';

const outcome = drawBinary(createRng(21), 300, 1.5, 0.3);
const scores = Array.from({ length: 300 }, (_, row) => outcome.probabilities[2 * row + 1]!);
const at = (threshold: number) => binaryOutcome(outcome.actual, scores, threshold);

describe('a threshold chosen by a metric', () => {
  test.each(['f1', 'balanced_accuracy', 'mcc', 'accuracy'])('%s is what the rows give at that threshold, and none gives more', (id) => {
    const { threshold, value } = chooseThreshold(outcome, { kind: 'metric', metric: id });
    expect(scoreOutcome(metrics.get(id), at(threshold))).toBeCloseTo(value, 12);
    for (const other of scores) expect(scoreOutcome(metrics.get(id), at(other))).toBeLessThanOrEqual(value + 1e-12);
  });

  test('works with the first class as the positive one', () => {
    const turned = { ...outcome, positive: 0 };
    const { threshold, value } = chooseThreshold(turned, { kind: 'metric', metric: 'f1' });
    const predicted = Int32Array.from(scores, (score) => (1 - score >= threshold ? 0 : 1));
    expect(scoreOutcome(metrics.get('f1'), { ...turned, predicted })).toBeCloseTo(value, 12);
  });
});

describe('a threshold chosen by cost', () => {
  const costOf = (threshold: number, costs: number[][]) => {
    const { actual, predicted } = at(threshold);
    return actual.reduce((sum, code, row) => sum + costs[code]![predicted[row]!]!, 0) / actual.length;
  };

  test('is the cheapest there is', () => {
    const costs = [
      [0, 1],
      [8, 0]
    ];
    const { threshold, value } = chooseThreshold(outcome, { kind: 'cost', costs });
    expect(costOf(threshold, costs)).toBeCloseTo(value, 12);
    for (const other of scores) expect(costOf(other, costs)).toBeGreaterThanOrEqual(value - 1e-12);
    expect(threshold).toBeLessThan(0.4);
  });

  test('is out of reach when calling positive always costs more, and below every positive row when it costs nothing', () => {
    expect(chooseThreshold(outcome, { kind: 'cost', costs: [[0, 1], [1, 2]] }).threshold).toBeGreaterThan(Math.max(...scores)); // prettier-ignore
    expect(chooseThreshold(outcome, { kind: 'cost', costs: [[0, 0], [1, 0]] }).threshold).toBeLessThanOrEqual(Math.min(...scores.filter((_, row) => outcome.actual[row] === 1))); // prettier-ignore
  });
});

test('perfectly parted scores get one half', () => {
  const parted = binaryOutcome([0, 0, 1, 1], [0.1, 0.2, 0.7, 0.9]);
  expect(chooseThreshold(parted, { kind: 'metric', metric: 'f1' })).toEqual({ threshold: 0.5, value: 1, note: null });
});

test('one class, or a metric without a threshold, leaves it at one half with a note', () => {
  expect(chooseThreshold(binaryOutcome([0, 0], [0.1, 0.9]), { kind: 'metric', metric: 'f1' })).toMatchObject({
    threshold: 0.5,
    value: NaN
  });
  expect(chooseThreshold(outcome, { kind: 'metric', metric: 'roc_auc' }).note).toContain('does not depend');
});

test('more than two classes are refused', () => {
  expect(() => chooseThreshold({ ...outcome, positive: null }, { kind: 'metric', metric: 'f1' })).toThrow(
    expect.objectContaining({ code: 'needs-two-classes' })
  );
});

describe('the conformal half width', () => {
  test('is the ceil((n + 1) level)-th smallest residual', () => {
    const residuals = Float64Array.from({ length: 99 }, (_, i) => (i % 2 ? -1 : 1) * (i + 1));
    expect(conformalHalfWidth(residuals, 0.95)).toBe(95);
    expect(conformalHalfWidth(residuals, 0.9)).toBe(90);
  });

  test('promises nothing on too few rows', () => {
    expect(conformalHalfWidth(new Float64Array(19).fill(1))).toBe(1);
    expect(conformalHalfWidth(new Float64Array(18).fill(1))).toBe(Infinity);
    expect(conformalHalfWidth(new Float64Array(0))).toBeNaN();
  });

  test('holds at least 95 % of new rows on average', () => {
    const rng = createRng(8);
    let held = 0;
    for (let i = 0; i < 400; i++) {
      const width = conformalHalfWidth(Float64Array.from({ length: 40 }, () => rng() ** 3 - 0.2));
      for (let j = 0; j < 50; j++) held += Math.abs(rng() ** 3 - 0.2) <= width ? 1 : 0;
    }
    expect(held / 20_000).toBeGreaterThan(0.94);
    expect(held / 20_000).toBeLessThan(0.985);
  });
});

describe('the expected cost', () => {
  test('is the mean over the rows, with an interval', async () => {
    const costs = [[0, 10], [100, 5]]; // prettier-ignore
    const scores = [0.1, 0.8, 0.9, 0.2];
    const cost = await expectedCost(binaryOutcome([0, 0, 1, 1, 0, 0, 1, 1], [...scores, ...scores]), costs, { seed: 1, context: quiet });
    expect(cost.value).toBe((0 + 10 + 5 + 100) / 4);
    expect(cost.low).toBeLessThan(cost.value);
    expect(cost.high).toBeGreaterThan(cost.value);
    expect(cost.n).toBe(8);
  });

  test('has no interval where there is none to have', async () => {
    expect(await expectedCost(binaryOutcome([1], [0.9]), [[0, 1], [1, 0]], { seed: 1, context: quiet })).toMatchObject({ value: 0, low: NaN }); // prettier-ignore
    const same = await expectedCost(binaryOutcome([1, 1], [0.9, 0.8]), [], { seed: 1, context: quiet });
    expect(same).toMatchObject({ value: 0, low: NaN, method: 'none: every row cost the same' });
  });
});

test('numbers have no confusion', () => {
  expect(scoreOutcome(metrics.get('accuracy'), numberOutcome([1], [1]))).toBeNaN();
});
