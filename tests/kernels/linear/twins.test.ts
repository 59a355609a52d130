import { expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { BLOCK, type LinearKernel } from '../../../src/kernels/linear/linear-kernel.ts';
import { PlainLinearKernel } from '../../../src/kernels/linear/plain-linear-kernel.ts';
import { createWasmLinearKernel } from '../../../src/kernels/linear/wasm-linear-kernel.ts';

/** Everything a kernel sums over some rows, as one list. */
function allSums(kernel: LinearKernel): number[] {
  const rng = createRng(4);
  for (let j = 0; j < kernel.cols; j++) kernel.column(j).forEach((_, i, column) => (column[i] = normal(rng)));
  kernel.point.forEach((_, i, point) => (point[i] = normal(rng)));
  const out: number[] = [];
  for (let from = 0; from < kernel.rows; from += BLOCK) {
    const to = Math.min(from + BLOCK, kernel.rows);
    kernel.score(from, to);
    for (let k = 0; k < kernel.outputs; k++) out.push(...kernel.block(k).subarray(0, to - from));
    for (let i = 0; i < to - from; i++) kernel.curvatures[i] = rng();
    kernel.addSlope(from, to);
    kernel.addSquares(from, to);
  }
  return [...out, ...kernel.slope, ...kernel.squares];
}

test.each([
  { rows: 1, cols: 1, outputs: 1 },
  { rows: 2, cols: 0, outputs: 1 },
  { rows: 7, cols: 3, outputs: 2 },
  { rows: BLOCK, cols: 4, outputs: 1 },
  { rows: 2 * BLOCK + 17, cols: 11, outputs: 3 }
])('$rows rows of $cols columns and $outputs outputs: the kernel gives the bits of its plain twin', async (size) => {
  const room = { ...size, hasSquares: true };
  const kernel = await createWasmLinearKernel(room);
  expect(allSums(kernel!)).toEqual(allSums(new PlainLinearKernel(room)));
});

test('no room is taken for products that nobody asks for', async () => {
  const kernel = await createWasmLinearKernel({ rows: 2, cols: 20_000, outputs: 1, hasSquares: false });
  expect(kernel!.squares).toHaveLength(0);
  expect(kernel!.column(19_999)).toHaveLength(2);
});
