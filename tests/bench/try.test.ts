import { test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { createRng, normal } from '../../src/core/rng.ts';
import { aucOf, dataOf, fitContext, fitModel, numberTable, score } from '../stages/train/support.ts';
test('x', { timeout: 1e6 }, async () => {
const ROWS=20000, COLS=30;
  const rng = createRng(11);
  const columns = Array.from({ length: COLS }, () => Float64Array.from({ length: 2 * ROWS }, () => normal(rng)));
  const at = (j: number, i: number) => columns[j]![i]!;
  const y = Float64Array.from({ length: 2 * ROWS }, (_, i) =>
    at(0, i) + at(1, i) * at(2, i) + Math.sin(3 * at(3, i)) + 0.5 * at(4, i) ** 2 + normal(rng) > 0.5 ? 1 : 0
  );
writeFileSync('/tmp/data.bin', Buffer.concat([...columns, y].map((values) => Buffer.from(values.buffer))));
const part = (from: number) => numberTable(Object.fromEntries(columns.map((values, j) => [`x${j}`, values.slice(from, from + ROWS)])));
const [train, held] = [part(0), part(ROWS)];
const target = { kind: 'classes' as const, name: 'y', codes: Int32Array.from(y.subarray(0, ROWS)), labels: ['0', '1'] };
const isYes = Array.from(y.subarray(ROWS), (value) => value === 1);
for (const id of ['forest','extra-trees']) { const a: number[] = [], n: number[] = []; for (let seed = 0; seed < 24; seed++) {
  const { state } = await fitModel(id, dataOf(train, target), { nEstimators: 30 }, fitContext(seed));
  a.push(aucOf(score(id, state, held).filter((_, i) => i % 2 === 1), isYes)); n.push((state as any).right.length);
}
const mean = (a: number[]) => a.reduce((x, y) => x + y, 0) / a.length;
console.log('stdout', id, mean(a), Math.sqrt(mean(a.map((x) => (x - mean(a)) ** 2))), mean(n)); }
});
