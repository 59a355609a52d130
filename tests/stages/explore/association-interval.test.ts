import { expect, test } from 'vitest';
import { createRng, normal, type Rng } from '../../../src/core/rng.ts';
import type { Column } from '../../../src/core/table.ts';
import { createPacer } from '../../../src/core/pacer.ts';
import { associate } from '../../../src/stages/explore/associations.ts';
import type { Association } from '../../../src/stages/explore/profile-type.ts';
import { quietContext } from './read-sample.ts';

const numbers = (name: string, values: Float64Array): Column => ({ kind: 'number', name, values });
const levels = (name: string, codes: Int32Array, count: number): Column => ({
  kind: 'category',
  name,
  codes,
  labels: Array.from({ length: count }, (_, i) => `level ${i}`)
});

/** Two numbers of correlation 0.6. */
function correlated(rows: number, rng: Rng): Column[] {
  const a = Float64Array.from({ length: rows }, () => normal(rng));
  return [numbers('a', a), numbers('b', a.map((value) => 0.6 * value + 0.8 * normal(rng)))]; // prettier-ignore
}

/** Four groups whose means explain a fifth of the variance: eta is 0.4472. */
function grouped(rows: number, rng: Rng): Column[] {
  const codes = Int32Array.from({ length: rows }, (_, i) => i % 4);
  const shift = [-1, -0.5, 0.5, 1].map((value) => value * Math.sqrt(0.2 / 0.625));
  return [
    levels('g', codes, 4),
    numbers(
      'v',
      Float64Array.from(codes, (code) => shift[code]! + Math.sqrt(0.8) * normal(rng))
    )
  ];
}

/** Two coins that agree in seven of ten rows: V is 0.4. */
function agreeing(rows: number, rng: Rng): Column[] {
  const a = Int32Array.from({ length: rows }, () => Math.floor(2 * rng()));
  return [levels('a', a, 2), levels('b', a.map((code) => (rng() < 0.7 ? code : 1 - code)), 2)]; // prettier-ignore
}

const found = async (columns: Column[], rows: number, kind: string): Promise<Association> => {
  const { associations } = await associate({ rows, columns }, null, createPacer(quietContext()));
  return associations.find((entry) => entry.kind === kind)!;
};

test.each([
  ['pearson', correlated, 0.6],
  // Spearman's of a normal pair: 6 / pi asin(r / 2).
  ['spearman', correlated, (6 / Math.PI) * Math.asin(0.3)],
  ['eta', grouped, Math.sqrt(0.2)],
  ['cramers-v', agreeing, 0.4]
] as const)('95 of 100 intervals of %s hold the truth', async (kind, draw, truth) => {
  const rng = createRng(11);
  for (const rows of [40, 400]) {
    const sets = 400;
    let held = 0;
    for (let i = 0; i < sets; i++) {
      const { low, high } = await found(draw(rows, rng), rows, kind);
      if (low! <= truth && truth <= high!) held++;
    }
    // Three standard errors of 400 draws are 0.033.
    expect(held / sets).toBeGreaterThan(0.917);
    expect(held / sets).toBeLessThan(0.983);
  }
});

test('columns that know nothing of each other have intervals that reach zero, nine in ten times and more', async () => {
  const rng = createRng(3);
  let reached = 0;
  for (let i = 0; i < 200; i++) {
    const rows = 60;
    const g = levels('g', Int32Array.from({ length: rows }, () => Math.floor(5 * rng())), 5); // prettier-ignore
    const h = levels('h', Int32Array.from({ length: rows }, () => Math.floor(3 * rng())), 3); // prettier-ignore
    const v = numbers(
      'v',
      Float64Array.from({ length: rows }, () => normal(rng))
    );
    const { associations } = await associate({ rows, columns: [g, h, v] }, null, createPacer(quietContext()));
    if (associations.every(({ low }) => low === 0)) reached++;
  }
  expect(reached).toBeGreaterThan(170);
});

test('a perfect pair, a pair of few rows and a very large one', async () => {
  const rows = 4;
  const few = [numbers('a', Float64Array.of(1, 2, 3, 5)), numbers('b', Float64Array.of(2, 1, 4, 3))];
  expect(await found(few, rows, 'pearson')).toMatchObject({ low: null, high: null, method: 'none: fewer than five rows' });
  const same = Float64Array.from({ length: 50 }, (_, i) => i);
  expect(await found([numbers('a', same), numbers('b', same)], 50, 'pearson')).toMatchObject({ value: 1, low: 1, high: 1 });
  const large = await found(grouped(200_000, createRng(1)), 200_000, 'eta');
  expect(large.high! - large.low!).toBeLessThan(0.01);
  expect(large.low!).toBeLessThan(large.value);
  expect(large.high!).toBeGreaterThan(large.value);
});
