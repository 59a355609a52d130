import { expect, test } from 'vitest';
import { categoryColumn, textColumn } from '../../../src/core/table.ts';
import { pointsOf, squaredDistance } from '../../../src/stages/label/features.ts';
import type { Candidates } from '../../../src/stages/label/order-type.ts';
import { samplingOrders } from '../../../src/stages/label/registry.ts';
import { quiet } from '../../jobs/support.ts';

/** Points on a line. */
const line = (at: readonly number[], change: Partial<Candidates> = {}): Candidates => ({
  open: Uint32Array.from(at, (_, i) => i),
  labelled: new Uint32Array(0),
  points: { rows: at.length, width: 1, data: Float32Array.from(at) },
  probabilities: null,
  classes: ['a', 'b', 'c'],
  ...change
});
const choose = async (id: string, candidates: Candidates, count: number) => samplingOrders.get(id).choose(candidates, count, quiet);
const places = async (id: string, candidates: Candidates, count: number) => (await choose(id, candidates, count)).map(({ place }) => place);

test('as they come is the order of the rows', async () => expect(await places('as-they-come', line([5, 1, 3]), 2)).toEqual([0, 1]));

test('the least sure has the smallest margin between its two likeliest classes, and says which', async () => {
  const probabilities = Float64Array.of(0.9, 0.05, 0.05, 0.4, 0.2, 0.4, 0.5, 0.1, 0.4);
  const chosen = await choose('uncertain', line([0, 1, 2], { probabilities }), 3);
  expect(chosen.map(({ place }) => place)).toEqual([1, 2, 0]);
  expect(chosen[1]!.why).toBe('It could be “a” (50\u00a0%) or “c” (40\u00a0%).');
});

test('the most different is the farthest from all that have a label or were chosen', async () => {
  const at = [0, 1, 2, 9, 10, 20];
  expect(await places('diverse', line(at, { open: Uint32Array.of(1, 2, 3, 4, 5), labelled: Uint32Array.of(0) }), 3)).toEqual([5, 4, 2]);
  expect((await places('diverse', line(at), 2))[0]).toBe(3);
});

test('greedy covering is within twice of the best cover', async () => {
  const at = [0, 0.4, 1, 4, 4.5, 5, 9, 9.2, 10, 14];
  const candidates = line(at);
  const chosen = await places('diverse', candidates, 4);
  const radius = (centres: readonly number[]) =>
    Math.max(...at.map((value) => Math.min(...centres.map((centre) => Math.abs(value - at[centre]!)))));
  let best = Infinity;
  for (let a = 0; a < 10; a++)
    for (let b = a; b < 10; b++) for (let c = b; c < 10; c++) for (let d = c; d < 10; d++) best = Math.min(best, radius([a, b, c, d]));
  expect(radius(chosen)).toBeLessThanOrEqual(2 * best);
});

test('least sure and different asks no two alike ones of the unsure', async () => {
  const probabilities = new Float64Array(60).fill(0);
  for (let i = 0; i < 20; i++) probabilities.set(i < 12 ? [0.5, 0.5, 0] : [1, 0, 0], i * 3);
  const at = Array.from({ length: 20 }, (_, i) => (i < 6 ? 0 : i < 12 ? 100 : 50));
  const chosen = await places('uncertain-and-diverse', line(at, { probabilities }), 1 + 1);
  expect(new Set(chosen.map((place) => at[place])).size).toBe(2);
});

test('numbers, categories and images become points; gaps are the mean, texts nothing', () => {
  const points = pointsOf(
    [
      { kind: 'number', name: 'x', values: Float64Array.of(0, 2, NaN) },
      categoryColumn('c', ['a', 'b', null]),
      textColumn('t', ['x', 'y', 'z']),
      { kind: 'image', name: 'i', width: 1, height: 1, channels: 1, pixels: Uint8Array.of(0, 0, 64) }
    ],
    3
  );
  expect(points.width).toBe(4);
  expect([...points.data].map((value) => Math.round(value * 100) / 100)).toEqual([-1, 0.71, 0, 0, 1, 0, 0.71, 0, 0, 0, 0, 1]);
  expect(squaredDistance(points, 0, 1)).toBeCloseTo(5, 5);
});
