import { expect, test } from 'vitest';
import { createRng } from '../../src/core/rng.ts';
import { resample } from '../../src/kernels/resample.ts';
import { quiet } from '../stages/evaluate/fixtures.ts';

const total = (weights: Float64Array) => weights.reduce((sum, weight) => sum + weight, 0);
const base = { weights: null, replicates: 200, context: quiet };

test('each resample draws as many rows as there are, and each row is left out once', async () => {
  const { replicates, jackknife } = await resample({
    ...base,
    rows: 12,
    rng: createRng(1),
    scores: (weights) => [total(weights), weights[3]!]
  });
  expect(new Set(replicates[0])).toEqual(new Set([12]));
  expect([...jackknife[0]!]).toEqual(new Array(12).fill(11));
  expect(jackknife[1]!.filter((weight) => weight === 0)).toHaveLength(1);
  expect(new Set(replicates[1]).size).toBeGreaterThan(2);
});

test('many rows are left out in 200 groups of equal size', async () => {
  const { jackknife } = await resample({ ...base, replicates: 1, rows: 1000, rng: createRng(1), scores: (weights) => [total(weights)] });
  expect([...jackknife[0]!]).toEqual(new Array(200).fill(995));
});

test('a class of one row is in every resample when classes are given', async () => {
  const classes = Int32Array.from({ length: 40 }, (_, i) => (i === 17 ? 1 : 0));
  const { replicates } = await resample({ ...base, rows: 40, classes, rng: createRng(2), scores: (weights) => [weights[17]!] });
  expect(Math.min(...replicates[0]!)).toBeGreaterThanOrEqual(1);
});

test('row weights multiply the draws', async () => {
  const weights = Float64Array.from([0, 2, 0]);
  const { replicates } = await resample({
    ...base,
    rows: 3,
    weights,
    rng: createRng(3),
    scores: (drawn) => [drawn[0]! + drawn[2]!, drawn[1]! % 2]
  });
  expect(Math.max(...replicates[0]!, ...replicates[1]!)).toBe(0);
});

test('of very many rows each is drawn a Poisson number of times', async () => {
  const rows = 60_000;
  const shareOf = (weights: Float64Array, count: number) => weights.reduce((sum, weight) => sum + (weight === count ? 1 : 0), 0) / rows;
  const scores = (weights: Float64Array) => [total(weights) / rows, shareOf(weights, 0), shareOf(weights, 3)];
  const { replicates } = await resample({ ...base, replicates: 2, rows, rng: createRng(4), scores });
  expect(replicates[0]![0]).toBeCloseTo(1, 1);
  expect(replicates[1]![0]).toBeCloseTo(Math.exp(-1), 2);
  expect(replicates[2]![1]).toBeCloseTo(Math.exp(-1) / 6, 2);
});
