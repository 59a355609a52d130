import { expect, test } from 'vitest';
import { createRng, normal } from '../../src/core/rng.ts';
import { binColumn } from '../../src/stages/explore/cross/binned-column.ts';
import { crossFilter } from '../../src/stages/explore/cross/cross-filter.ts';

const ROWS = 1_000_000;
const ROUNDS = 40;

test('linked histograms of a million rows: milliseconds for one move of a brush', () => {
  const rng = createRng(1);
  const columns = Array.from({ length: 6 }, (_, j) =>
    binColumn({ kind: 'number', name: `x${j}`, values: Float64Array.from({ length: ROWS }, () => normal(rng)) }, false)
  );
  const from = (first: number, count: number) => Array.from({ length: count }, (_, i) => first + i);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    const { kept } = crossFilter(columns, { x0: from(10 + (round % 20), 20), x1: from(20, 25) }, { x: 'x2', y: 'x3' });
    times.push(performance.now() - began);
    expect(kept).toBeGreaterThan(0);
  }
  const median = times.sort((a, b) => a - b)[ROUNDS / 2]!;
  console.log(
    `cross-filter, ${ROWS.toLocaleString('en')} rows, 6 columns and a density: ${median.toFixed(1)} ms, ${(1000 / median).toFixed(0)} a second`
  );
});
