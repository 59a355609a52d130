import { expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { categoryColumn, findColumn, type Table } from '../../../src/core/table.ts';
import { secondOrderEffects, type SecondOrderEffects } from '../../../src/stages/explain/second-order-effects.ts';
import { quiet } from '../evaluate/fixtures.ts';

const rows = 400;
const rng = createRng(6);
const first = Float64Array.from({ length: rows }, () => normal(rng));
const second = first.map((value) => 0.7 * value + 0.7 * normal(rng));
const tableOf = (x: Float64Array, z: Float64Array): Table => ({
  rows: x.length,
  columns: [
    { kind: 'number', name: 'x', values: x },
    { kind: 'number', name: 'z', values: z },
    categoryColumn('level', new Array<string>(x.length).fill('a'))
  ]
});
type F = (x: number, z: number) => number;
const predictBy = (f: F) => (table: Table) => {
  const [x, z] = ['x', 'z'].map((name) => (findColumn(table, name) as { values: Float64Array }).values);
  return x!.map((value, i) => f(value, z![i]!));
};
const ask = (f: F, more: object = {}) =>
  secondOrderEffects({ predict: predictBy(f), table: tableOf(first, second), columns: ['x', 'z'], intervals: 5, context: quiet, ...more });

/** The definition, a corner at a time, each sum written out anew. */
function byDefinition(f: F, { grids, counts }: SecondOrderEffects): number[][] {
  const [gx, gz] = grids;
  const cell = (grid: readonly number[], value: number) => Math.max(0, grid.findIndex((end, k) => k > 0 && value <= end) - 1); // prettier-ignore
  const rowsOf = (a: number, b: number) => [...first.keys()].filter((i) => cell(gx, first[i]!) === a && cell(gz, second[i]!) === b);
  const own = (a: number, b: number): number | null => {
    const inside = rowsOf(a, b);
    const change = f(gx[a + 1]!, gz[b + 1]!) - f(gx[a]!, gz[b + 1]!) - f(gx[a + 1]!, gz[b]!) + f(gx[a]!, gz[b]!);
    return inside.length > 0 ? inside.reduce((sum) => sum + change, 0) / inside.length : null;
  };
  const share = (grid: readonly number[], k: number) => (grid[k]! + grid[k + 1]!) / 2 / (grid.at(-1)! - grid[0]!);
  const mean = (a: number, b: number): number => {
    const known = own(a, b);
    if (known !== null) return known;
    const others = counts.flatMap((line, c) => line.map((_, d) => [c, d] as const)).filter(([c, d]) => own(c, d) !== null);
    const away = ([c, d]: readonly [number, number]) => Math.hypot(share(gx, a) - share(gx, c), share(gz, b) - share(gz, d));
    const least = Math.min(...others.map(away));
    const near = others.filter((each) => away(each) < least + 1e-9);
    return near.reduce((sum, [c, d]) => sum + own(c, d)!, 0) / near.length;
  };
  const raw = gx.map((_, k) => gz.map((__, m) => {
    let sum = 0;
    for (let a = 0; a < k; a++) for (let b = 0; b < m; b++) sum += mean(a, b);
    return sum;
  })); // prettier-ignore
  const main = (at: (k: number, m: number) => number, count: (k: number, m: number) => number, width: number, height: number) => (k: number) => {
    let sum = 0;
    for (let a = 0; a < k; a++) {
      let [top, bottom] = [0, 0];
      for (let b = 0; b < height; b++) {
        top += (count(a, b) * (at(a + 1, b) - at(a, b) + at(a + 1, b + 1) - at(a, b + 1))) / 2;
        bottom += count(a, b);
      }
      sum += top / bottom;
    }
    return width > 0 ? sum : 0;
  }; // prettier-ignore
  const [width, height] = [gx.length - 1, gz.length - 1];
  const mainX = main((k, m) => raw[k]![m]!, (k, m) => rowsOf(k, m).length, width, height); // prettier-ignore
  const mainZ = main((k, m) => raw[m]![k]!, (k, m) => rowsOf(m, k).length, height, width); // prettier-ignore
  const bare = raw.map((line, k) => line.map((value, m) => value - mainX(k) - mainZ(m)));
  let total = 0;
  for (const [i, x] of first.entries()) {
    const [a, b] = [cell(gx, x), cell(gz, second[i]!)];
    total += (bare[a]![b]! + bare[a + 1]![b]! + bare[a]![b + 1]! + bare[a + 1]![b + 1]!) / 4 / rows;
  }
  return bare.map((line) => line.map((value) => value - total));
}

test('it is the definition, a corner at a time, cells without rows too', async () => {
  const f: F = (x, z) => x * z + Math.sin(2 * x) * z * z + x * x;
  const found = await ask(f);
  expect(found.counts.flat().some((count) => count === 0)).toBe(true);
  byDefinition(f, found).forEach((line, k) => line.forEach((value, m) => expect(found.effects[k]![m]).toBeCloseTo(value, 10)));
  expect(found.counts.flat().reduce((a, b) => a + b, 0)).toBe(rows);
});

test('of what each adds alone nothing is left, however much they go together', async () => {
  const found = await ask((x, z) => Math.exp(x) - 3 * z + z * z);
  expect(Math.max(...found.effects.flat().map(Math.abs))).toBeLessThan(1e-10);
  expect(found.size).toBeLessThan(1e-10);
});

test('a product is a saddle: second differences are those of the product, whatever is added to it', async () => {
  const found = await ask((x, z) => 2 * x * z + 5 * x - z ** 3);
  const [gx, gz] = found.grids;
  for (let k = 0; k < gx.length - 1; k++)
    for (let m = 0; m < gz.length - 1; m++) {
      if (found.counts[k]![m] === 0) continue;
      const { effects } = found;
      const twist = effects[k + 1]![m + 1]! - effects[k]![m + 1]! - effects[k + 1]![m]! + effects[k]![m]!;
      expect(twist).toBeCloseTo(2 * (gx[k + 1]! - gx[k]!) * (gz[m + 1]! - gz[m]!), 10);
    }
  expect(found.size).toBeGreaterThan(0.1);
});

test('cells are as small as leaves some rows to each', async () => {
  const found = await ask((x, z) => x * z, { intervals: undefined });
  expect(found.grids.map((grid) => grid.length - 1)).toEqual([7, 7]);
});

test('either way round it is the same, gaps are left out, and what has no order is refused', async () => {
  const f: F = (x, z) => x * z * z;
  const [one, other] = [await ask(f), await ask(f, { columns: ['z', 'x'] })];
  one.effects.forEach((line, k) => line.forEach((value, m) => expect(other.effects[m]![k]).toBeCloseTo(value, 10)));
  const gaps = await ask(f, { table: tableOf(first.map((x, i) => (i % 3 ? x : NaN)), second.map((z, i) => (i % 2 ? z : NaN))) }); // prettier-ignore
  expect(gaps.rows).toBe([...first.keys()].filter((i) => i % 3 && i % 2).length);
  await expect(ask(f, { columns: ['x', 'level'] })).rejects.toMatchObject({ code: 'column-not-varied' });
  await expect(ask(f, { columns: ['x', 'none'] })).rejects.toMatchObject({ code: 'column-not-found' });
  await expect(ask(f, { columns: ['x', 'x'] })).rejects.toMatchObject({ code: 'same-column-twice' });
  await expect(ask(f, { table: tableOf(first.map(() => NaN), second) })).rejects.toMatchObject({ code: 'too-few-rows' }); // prettier-ignore
});
