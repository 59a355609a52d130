import { expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { finish } from '../../../src/kernels/work.ts';
import { leadingDirections } from '../../../src/stages/prepare/components/leading-directions.ts';
import { mainDirections } from '../../../src/stages/prepare/components/main-directions.ts';

/** Columns of which the first few directions hold ever less, over a floor of noise. */
function columnsOf(rows: number, count: number, hidden: number): Float64Array[] {
  const rng = createRng(rows);
  const parts = Array.from({ length: hidden }, (_, k) => Float64Array.from({ length: rows }, () => normal(rng) * 2 ** (hidden - k)));
  return Array.from({ length: count }, () => {
    const weights = parts.map(() => normal(rng));
    return Float64Array.from({ length: rows }, (_, i) => parts.reduce((sum, part, k) => sum + part[i]! * weights[k]!, 0.1 * normal(rng)));
  });
}

const search = (columns: readonly Float64Array[], count: number, solver: 'auto' | 'exact' | 'randomised', seed = 1) =>
  finish(leadingDirections(columns, { count, solver, rng: createRng(seed) }));

test.each([
  ['more rows than columns', 300, 60],
  ['more columns than rows', 60, 300]
])('%s: a randomised search ends where the exact one does, whatever the seed', (_name, rows, count) => {
  const columns = columnsOf(rows, count, 5);
  const exact = mainDirections(columns);
  for (const seed of [1, 2]) {
    const found = search(columns, 5, 'randomised', seed);
    expect(found.isRandomised).toBe(true);
    expect(found.total / exact.total).toBeCloseTo(1, 10);
    for (let k = 0; k < 5; k++) expect(found.variances[k]! / exact.variances[k]!).toBeCloseTo(1, 9);
    for (let i = 0; i < 5 * count; i++) expect(found.directions[i]).toBeCloseTo(exact.directions[i]!, 7);
  }
});

test('few directions among many columns are searched for at random, few columns and all directions exactly', () => {
  const wide = columnsOf(260, 240, 3);
  expect(search(wide, 4, 'auto').isRandomised).toBe(true);
  expect(search(columnsOf(40, 30, 3), 4, 'auto').isRandomised).toBe(false);
  expect(search(columnsOf(40, 30, 3), 0, 'randomised').isRandomised).toBe(false);
});

test('columns that span less than was asked give what there is', () => {
  const [one, other] = columnsOf(80, 2, 1) as [Float64Array, Float64Array];
  const columns = Array.from({ length: 60 }, (_, j) => one.map((value, i) => value * j + other[i]!));
  const found = search(columns, 5, 'randomised');
  expect(found.variances).toHaveLength(2);
  const none = search(
    Array.from({ length: 60 }, () => new Float64Array(70)),
    5,
    'randomised'
  );
  expect(none.variances).toHaveLength(0);
  expect(none.total).toBe(0);
});
