import { describe, expect, test } from 'vitest';
import type { ClassOutcome } from '../../../src/core/outcome.ts';
import { judge } from '../../../src/stages/evaluate/judge.ts';
import { quiet } from './fixtures.ts';

const IDS = ['roc_auc', 'balanced_accuracy', 'mcc', 'kappa'];
const EXACT = 'exact: a constant score';

/** A model that gives every row the same shares and the same answer. */
function constant(counts: readonly number[], positive: number | null, weights: Float64Array | null = null): ClassOutcome {
  const labels = counts.map((_, code) => `c${code}`);
  const actual = Int32Array.from(counts.flatMap((count, code) => new Array<number>(count).fill(code)));
  const rows = actual.length;
  const shares = counts.map((count) => count / rows);
  return {
    kind: 'classes',
    labels,
    actual,
    predicted: new Int32Array(rows).fill(shares.indexOf(Math.max(...shares))),
    probabilities: Float64Array.from({ length: rows * counts.length }, (_, i) => shares[i % counts.length]!),
    positive,
    weights
  };
}

describe('a constant score', () => {
  test('has an area of exactly a half, not somewhere between 0.347 and 0.653', async () => {
    const { roc_auc: area } = await judge(constant([14, 6], 1), { seed: 0, context: quiet, metrics: ['roc_auc'] });
    expect(area).toMatchObject({ value: 0.5, low: 0.5, high: 0.5, method: EXACT, n: 20 });
  });

  test('is not concluded from a few rows, which any model may score alike', async () => {
    const { roc_auc: area } = await judge(constant([7, 3], 1), { seed: 0, context: quiet, metrics: ['roc_auc'] });
    expect(area!.method).not.toBe(EXACT);
    expect(area!.high).toBeGreaterThan(0.6);
  });

  test.each([
    ['two classes', constant([30, 12], 1)],
    ['three classes', constant([30, 12, 9], null)],
    [
      'weighted rows',
      constant(
        [30, 12],
        1,
        Float64Array.from({ length: 42 }, (_, i) => 1 + (i % 3))
      )
    ]
  ])('has the value of chance by definition, whatever is drawn: %s', async (_name, outcome) => {
    const judged = await judge(outcome, { seed: 0, context: quiet, metrics: IDS });
    const chances = [0.5, 1 / outcome.labels.length, 0, 0];
    IDS.forEach((id, i) => {
      expect(judged[id]!.value, id).toBeCloseTo(chances[i]!, 12);
      expect([judged[id]!.low, judged[id]!.high, judged[id]!.method], id).toEqual([judged[id]!.value, judged[id]!.value, EXACT]);
    });
  });

  test('still has estimates where its score depends on the rows', async () => {
    const { accuracy, log_loss: loss } = await judge(constant([30, 12], 1), { seed: 0, context: quiet });
    expect(accuracy!.high - accuracy!.low).toBeGreaterThan(0.1);
    expect(loss!.high).toBeGreaterThan(loss!.low);
  });
});

test('one row that is scored otherwise makes it an estimate again', async () => {
  const outcome = constant([30, 12], 1);
  const probabilities = outcome.probabilities.slice();
  probabilities[0] = 1 - (probabilities[1] = 0.3);
  const { roc_auc: area, balanced_accuracy: balanced } = await judge({ ...outcome, probabilities }, { seed: 0, context: quiet });
  expect(area!.high).toBeGreaterThan(area!.low);
  expect(area!.method).toContain('DeLong');
  expect(balanced!.high).toBeGreaterThan(balanced!.low);
});

test('a constant answer of a class that no row has is not exact: other rows may have it', async () => {
  const outcome = { ...constant([30, 12], 1), labels: ['c0', 'c1', 'c2'], positive: null };
  const probabilities = Float64Array.from({ length: 42 * 3 }, (_, i) => [0.2, 0.2, 0.6][i % 3]!);
  const given: ClassOutcome = { ...outcome, probabilities, predicted: new Int32Array(42).fill(2) };
  const { balanced_accuracy: balanced } = await judge(given, { seed: 0, context: quiet });
  expect(balanced!.method).not.toBe(EXACT);
});
