import { expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { forecastRunMemory, type RunBulk } from '../../../src/stages/govern/run-memory.ts';

const bulk = (rows: number, columns = 10, model = 'boosting'): RunBulk => ({ model, rows, columns });

/** A kernel of 1 MB that is there anyway, and 70 bytes a cell: not what the prior says. */
const held = ({ rows, columns }: RunBulk, noise = 0) => (1_000_000 + 70 * rows * columns) * Math.exp(noise);
const counted = (rows: number, noise = 0, columns = 10) => ({ ...bulk(rows, columns), peakBytes: held(bulk(rows, columns), noise) });

test('nothing counted before: no forecast', () => {
  expect(forecastRunMemory([counted(100)], bulk(100, 10, 'mlp'))).toBeNull();
  expect(forecastRunMemory([{ ...bulk(100), peakBytes: 0 }], bulk(100))).toBeNull();
});

test('runs of two sizes tell what is always there from what grows', () => {
  const history = [counted(100), counted(200), counted(50_000)];
  for (const plan of [bulk(1000), bulk(20_000, 30), bulk(1_000_000)]) {
    const { bytes, low, high } = forecastRunMemory(history, plan)!;
    expect(bytes / held(plan)).toBeGreaterThan(0.7);
    expect(bytes / held(plan)).toBeLessThan(1.4);
    expect(low).toBeLessThan(held(plan));
    expect(high).toBeGreaterThan(held(plan));
  }
});

test.each([1, 3, 10])('the range holds what it says, with %i earlier runs of any size', (runs) => {
  const rng = createRng(runs);
  const anyRows = () => Math.round(50 * 2000 ** rng());
  let inside = 0;
  for (let round = 0; round < 400; round++) {
    const history = Array.from({ length: runs }, () => counted(anyRows(), 0.25 * normal(rng)));
    const plan = bulk(anyRows());
    const { low, high } = forecastRunMemory(history, plan)!;
    const actual = held(plan, 0.25 * normal(rng));
    if (actual >= low && actual <= high) inside++;
  }
  expect(inside / 400).toBeGreaterThan(0.93);
});
