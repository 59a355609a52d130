import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRng } from '../../src/core/rng.ts';
import type { SparseRows } from '../../src/kernels/factors/factor-kernel.ts';
import { drawFactors, factorise, toldBy } from '../../src/kernels/factors/factorise.ts';

/** Non-negative factors beside scikit-learn's coordinate descent, from the same start, as many rounds, one thread each: a table in the output. */
const ROUNDS = 50;

test.each([
  { kind: 'dense', rows: 5000, columns: 50, parts: 10, filled: 1 },
  { kind: 'dense', rows: 2000, columns: 400, parts: 20, filled: 1 },
  { kind: 'sparse', rows: 2000, columns: 2000, parts: 10, filled: 0.02 },
  { kind: 'sparse', rows: 20_000, columns: 1000, parts: 30, filled: 0.02 }
])('$kind $rows x $columns, $parts parts', async ({ kind, rows, columns, parts, filled }) => {
  const { x, dense } = draw(rows, columns, filled);
  const start = drawFactors(x, parts, createRng(2));
  const folder = mkdtempSync(join(tmpdir(), 'nmf-'));
  for (const [name, values] of Object.entries({ x: dense, ...start }))
    writeFileSync(join(folder, `${name}.f64`), new Uint8Array(values.buffer));
  // compiles the kernel
  await factorise(x, start, { parts, rounds: 1, tolerance: 0, pace: () => Promise.resolve() });
  const began = performance.now();
  const found = await factorise(x, start, { parts, rounds: ROUNDS, tolerance: 0, pace: () => Promise.resolve() });
  const seconds = (performance.now() - began) / 1000;
  const script = [join(import.meta.dirname, 'nmf_peer.py'), folder, ...[rows, columns, parts, ROUNDS].map(String), kind];
  const env = { ...process.env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' };
  const peer = JSON.parse(execFileSync('/usr/bin/python3', script, { encoding: 'utf8', env })) as { seconds: number; told: number };
  const told = toldBy(x, found, parts);
  console.log(`TABLE nmf ${kind} ${rows} x ${columns}, ${parts} parts: ${seconds.toFixed(2)} s, scikit-learn ${peer.seconds.toFixed(2)} s; told ${told.toFixed(6)} and ${peer.told.toFixed(6)}`); // prettier-ignore
  expect(told).toBeCloseTo(peer.told, 6);
});

/** Rows that some hidden parts made up, a share of the values filled, with noise. */
function draw(rows: number, columns: number, filled: number): { x: SparseRows; dense: Float64Array } {
  const rng = createRng(1);
  const hidden = 5;
  const [w, h] = [rows * hidden, hidden * columns].map((length) => Float64Array.from({ length }, () => rng()));
  const dense = new Float64Array(rows * columns);
  const [at, values]: [number[], number[]] = [[], []];
  const starts = new Uint32Array(rows + 1);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (rng() >= filled) continue;
      let value = 0.1 * rng();
      for (let k = 0; k < hidden; k++) value += w![row * hidden + k]! * h![k * columns + column]!;
      dense[row * columns + column] = value;
      at.push(column);
      values.push(value);
    }
    starts[row + 1] = at.length;
  }
  return { x: { rows, columns, starts, at: Uint32Array.from(at), values: Float64Array.from(values) }, dense };
}
