import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.ts';
import { createRng } from '../../../src/core/rng.ts';
import { judge } from '../../../src/stages/evaluate/judge.ts';
import { metrics } from '../../../src/stages/evaluate/registry.ts';
import { scoreOutcome } from '../../../src/stages/evaluate/score.ts';
import { binaryOutcome, drawBinary, numberOutcome, quiet } from './fixtures.ts';

const everyMetric = { seed: 1, context: quiet, metrics: metrics.all.map(({ id }) => id), replicates: 100 };

const threeClasses = (actual: readonly number[], predicted: readonly number[]): Outcome => ({
  kind: 'classes',
  labels: ['a', 'b', 'c'],
  actual: Int32Array.from(actual),
  predicted: Int32Array.from(predicted),
  probabilities: Float64Array.from({ length: actual.length * 3 }, (_, i) => (i % 3 === predicted[Math.floor(i / 3)] ? 0.8 : 0.1)),
  positive: null,
  weights: null
});

/** Everything that can be the same on all of n rows. */
function alike(n: number): Record<string, Outcome> {
  const turn = (of: (row: number) => number) => Array.from({ length: n }, (_, row) => of(row));
  const one = binaryOutcome(
    turn(() => 1),
    turn(() => 0.9)
  );
  const halves = turn((row) => row % 2);
  const thirds = turn((row) => row % 3);
  return {
    'one class, all right': one,
    'one class, all right, weights': { ...one, weights: new Float64Array(n).fill(1000) },
    'the other class, all right': binaryOutcome(
      turn(() => 0),
      turn(() => 0.1)
    ),
    'one class, all wrong': binaryOutcome(
      turn(() => 1),
      turn(() => 0.1)
    ),
    'the other class, all wrong': binaryOutcome(
      turn(() => 0),
      turn(() => 0.9)
    ),
    'both classes, all right': binaryOutcome(halves, halves),
    'both classes, all wrong': binaryOutcome(
      halves,
      turn((row) => 1 - (row % 2))
    ),
    'both classes, all called positive': binaryOutcome(
      halves,
      turn(() => 0.9)
    ),
    'three classes, all right': threeClasses(thirds, thirds),
    'three classes, all wrong': threeClasses(
      thirds,
      turn((row) => (row + 1) % 3)
    ),
    'one class of three': threeClasses(
      turn(() => 1),
      turn(() => 1)
    ),
    'numbers, no error': numberOutcome(
      turn((row) => row),
      turn((row) => row)
    ),
    'numbers, one error': numberOutcome(
      turn((row) => row),
      turn((row) => row + 1)
    )
  };
}

describe.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('on %i rows that are all alike', (n) => {
  test.each(Object.entries(alike(n)))('%s: no interval has the width 0 that is not exact by definition', async (_name, outcome) => {
    for (const [id, { value, low, high, method }] of Object.entries(await judge(outcome, everyMetric))) {
      if (Number.isNaN(low)) expect(method, id).toMatch(/^none: /);
      else if (method.startsWith('exact: ')) expect([low, high], id).toEqual([value, value]);
      else expect(high - low, `${id} ${low} to ${high}, ${method}`).toBeGreaterThan(0.1);
    }
  });
});

test('one labelled row: F1 and the Matthews correlation could still be almost anything', async () => {
  const { f1, mcc } = await judge(binaryOutcome([0], [0.1]), everyMetric);
  expect(f1).toMatchObject({ value: 0, low: 0 });
  expect(f1!.high).toBeGreaterThan(0.95);
  expect(mcc!.low).toBeLessThan(-0.9);
  expect(mcc!.high).toBeGreaterThan(0.9);
  expect(mcc!.method).toBe('Clopper-Pearson on the rows of the one class that has any');
});

test('a thousand rows of one class tell little of the class that is not there', async () => {
  const { f1, balanced_accuracy: balanced } = await judge(binaryOutcome(new Array(1000).fill(0), new Array(1000).fill(0.1)), everyMetric);
  expect([f1!.low, f1!.high > 0.5]).toEqual([0, true]);
  expect(balanced!.low).toBeLessThan(0.51);
});

test('the weight of a row makes no further rows of it', async () => {
  const heavy = await judge({ ...binaryOutcome([1], [0.9]), weights: Float64Array.of(1e6) }, everyMetric);
  expect(heavy['accuracy']!.low).toBeLessThan(0.05);
});

test.each([2, 3, 5, 8])('on %i rows the intervals of counts hold the truth at least 93 times in 100', async (n) => {
  const ids = ['accuracy', 'balanced_accuracy', 'f1', 'mcc', 'kappa'];
  const truth = ids.map((id) => scoreOutcome(metrics.get(id), drawBinary(createRng(99), 100_000)));
  const [held, given] = [ids.map(() => 0), ids.map(() => 0)];
  const rng = createRng(n);
  for (let i = 0; i < 300; i++) {
    const judged = await judge(drawBinary(rng, n), { seed: i, context: quiet, metrics: ids, replicates: 200 });
    ids.forEach((id, j) => {
      const { low, high } = judged[id]!;
      if (!Number.isNaN(low)) given[j]!++;
      if (low <= truth[j]! && truth[j]! <= high) held[j]!++;
    });
  }
  held.forEach((count, j) => expect(count / given[j]!, ids[j]).toBeGreaterThan(0.93 - 3 * Math.sqrt((0.05 * 0.95) / 300)));
});
