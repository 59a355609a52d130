import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import { drawFactors } from '../../../src/kernels/factors/factorise.ts';
import type { FactorKernel, SparseRows } from '../../../src/kernels/factors/factor-kernel.ts';
import { openFactorKernel } from '../../../src/kernels/factors/open-factor-kernel.ts';
import { PlainFactorKernel } from '../../../src/kernels/factors/plain-factor-kernel.ts';
import { WasmFactorKernel } from '../../../src/kernels/factors/wasm-factor-kernel.ts';

/** Rows of which a share of the values is above 0; every ninth row has none. */
function sparseRows(rows: number, columns: number, share: number): SparseRows {
  const rng = createRng(rows + columns);
  const starts = new Uint32Array(rows + 1);
  const [at, values]: [number[], number[]] = [[], []];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      if (row % 9 !== 4 && rng() < share) {
        at.push(column);
        values.push(10 * rng());
      }
    starts[row + 1] = at.length;
  }
  return { rows, columns, starts, at: Uint32Array.from(at), values: Float64Array.from(values) };
}

/** Some rounds, in pieces. */
function rounds(kernel: FactorKernel, { rows, columns }: SparseRows, count: number) {
  const violations: number[] = [];
  for (let round = 0; round < count; round++)
    for (const side of ['rows', 'columns'] as const) {
      const all = side === 'rows' ? rows : columns;
      kernel.begin(side);
      for (let from = 0; from < all; from += 12) violations.push(kernel.update(side, from, Math.min(all, from + 12)));
    }
  return violations;
}

describe('factors are those of the plain twin, to the bit', () => {
  test.each([
    ['laid out whole', 41, 9, 3, 0.9],
    ['laid out whole', 12, 30, 8, 0.5],
    ['sparse', 41, 23, 5, 0.1],
    ['sparse', 30, 50, 13, 0.05],
    ['sparse, with empty columns', 7, 60, 1, 0.02]
  ])('%s: %i rows of %i columns, %i parts', async (_kind, rows, columns, parts, share) => {
    const x = sparseRows(rows, columns, share);
    const start = drawFactors(x, parts, createRng(5));
    const [fast, plain] = [await openFactorKernel(x, start, parts), new PlainFactorKernel(x, start, parts)];
    expect(fast).toBeInstanceOf(WasmFactorKernel);
    expect(fast.factors()).toEqual(start);
    expect(rounds(fast, x, 6)).toEqual(rounds(plain, x, 6));
    expect(fast.factors()).toEqual(plain.factors());
    expect(fast.factors().w.some((weight) => weight > 0)).toBe(x.values.length > 0);
  });
});
