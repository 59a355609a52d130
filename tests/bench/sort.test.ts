import { expect, test } from 'vitest';
import { createRng, normal } from '../../src/core/rng.ts';
import { radixSort } from '../../src/kernels/radix-sort.ts';
import { finish } from '../../src/kernels/work.ts';

/** Sorting by digits against the engine's own sort, in turns, so that a busy machine slows both. Report only: no time is asserted. */
const ROUNDS = 9;
const SIZES = [20_000, 1_000_000];

const rng = createRng(9);
const draws: Record<string, () => number> = {
  normal: () => normal(rng),
  'log-normal': () => Math.exp(normal(rng)),
  'two decimals': () => Math.round(normal(rng) * 1000) / 100,
  'whole, 90 of them': () => Math.floor(rng() * 90),
  moments: () => 1.6e12 + Math.floor(rng() * 1e11)
};

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

function timed(work: () => Float64Array): { ms: number; sorted: Float64Array } {
  const start = performance.now();
  const sorted = work();
  return { ms: performance.now() - start, sorted };
}

test('sorting doubles', () => {
  const rows: Record<string, Record<string, string>> = {};
  for (const size of SIZES) {
    for (const [name, draw] of Object.entries(draws)) {
      const values = Float64Array.from({ length: size }, draw);
      const ratios: number[] = [];
      const own: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const mine = timed(() => finish(radixSort(values)).values);
        const engine = timed(() => values.toSorted());
        expect(mine.sorted[size >> 1]).toBe(engine.sorted[size >> 1]);
        own.push(mine.ms);
        ratios.push(mine.ms / engine.ms);
      }
      rows[`${size} ${name}`] = { 'median ms': middle(own).toFixed(1), 'of the time of the engine': middle(ratios).toFixed(2) };
    }
  }
  console.table(rows);
});
