import { expect, test } from 'vitest';
import { barOf, isSurelyMissed, judgeBar, judgeScore, sayBar } from '../../src/core/bar.ts';

const before = (value: number) => ({ value, isPrior: true });
const score = (value: number, low: number, high: number) => ({ value, low, high });

test('a bar is met only by the whole interval, whichever way is up', () => {
  expect(judgeScore(0.8, score(0.9, 0.8, 0.95), true)).toBe('met');
  expect(judgeScore(0.8, score(0.9, 0.79, 0.95), true)).toBe('reached, not surely');
  expect(judgeScore(0.8, score(0.79, 0.7, 0.95), true)).toBe('not met');
  expect(judgeScore(2, score(1.5, 1, 2), false)).toBe('met');
  expect(judgeScore(2, score(1.5, 1, 2.1), false)).toBe('reached, not surely');
  expect(judgeScore(2, score(2.1, 1, 3), false)).toBe('not met');
});

test('the words say on which side the interval reaches over the bar', () => {
  expect(sayBar(before(0.8), score(0.9, 0.7, 0.95), true)).toBe('The bar of 0.8 is reached, but the interval reaches below the bar');
  expect(sayBar(before(2), score(1.5, 1, 2.1), false)).toBe('The bar of 2 is reached, but the interval reaches above the bar');
  expect(sayBar(before(0.8), score(0.9, 0.85, 0.95), true)).toBe('The bar of 0.8 is met, with the whole interval');
});

test('without an interval nothing is surely met and nothing surely missed', () => {
  const bare = score(0.9, NaN, NaN);
  expect(judgeScore(0.8, bare, true)).toBe('reached, not surely');
  expect(sayBar(before(0.8), bare, true)).toContain('no interval');
  expect(isSurelyMissed(0.95, bare, true)).toBe(false);
  expect(isSurelyMissed(0.95, score(0.9, 0.8, 0.94), true)).toBe(true);
});

test('a bar of 0.91 set after a score of 0.921 was seen is never met', () => {
  const moved = barOf({ problem: { bar: 0.91 }, problemFixedAt: 1, problemChanges: [{ what: 'bar: unset -> 0.91' }] })!;
  expect(moved).toEqual({ value: 0.91, isPrior: false });
  expect(judgeBar(moved, score(0.921, 0.915, 0.926), true)).toBe('set after training');
  expect(sayBar(moved, score(0.921, 0.915, 0.926), true)).toBe('The bar of 0.91 was set after training, so it proves nothing');
  const kept = barOf({ problem: { bar: 0.91 }, problemFixedAt: 1, problemChanges: [{ what: 'statement: "a" -> "b"' }] })!;
  expect(judgeBar(kept, score(0.921, 0.915, 0.926), true)).toBe('met');
  expect(barOf({ problem: { bar: 0.91 }, problemFixedAt: null, problemChanges: [] })).toEqual({ value: 0.91, isPrior: true });
  const other = barOf({ problem: { bar: 0.91 }, problemFixedAt: 1, problemChanges: [{ what: 'metric: "accuracy" -> "roc_auc"' }] })!;
  expect(other.isPrior).toBe(false);
  expect(barOf({ problem: {}, problemFixedAt: 1, problemChanges: [] })).toBeNull();
});
