import { test } from 'vitest';
import { createRng, normal } from '../../src/core/rng.ts';
import { aucOf, dataOf, fitModel, numberTable, score } from '../stages/train/support.ts';
test('x', async () => {
  const ROWS=100_000, COLS=30;
  const rng = createRng(11);
  const columns = Array.from({ length: COLS }, () => Float64Array.from({ length: ROWS }, () => normal(rng)));
  const at = (j: number, i: number) => columns[j]![i]!;
  const y = Float64Array.from({ length: ROWS }, (_, i) =>
    at(0, i) + at(1, i) * at(2, i) + Math.sin(3 * at(3, i)) + 0.5 * at(4, i) ** 2 + normal(rng) > 0.5 ? 1 : 0
  );
  const half = ROWS/2;
  const tab = (from: number, to: number) => numberTable(Object.fromEntries(columns.map((v, j) => [`x${j}`, v.slice(from, to)])));
  const features = tab(0, ROWS);
  const target = { kind: 'classes' as const, name: 'y', codes: Int32Array.from(y), labels: ['0', '1'] };
  for (const id of ['forest','forest','extra-trees']) {
  const start = performance.now();
  const { state, notes } = await fitModel(id, dataOf(features, target), {});
  console.log(id, (performance.now()-start)/1000, notes, (state as any).right.length);
  }
  void aucOf; void score; void half;
}, 600000);
