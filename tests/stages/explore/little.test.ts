import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createPacer } from '../../../src/core/pacer.ts';
import { createRng, normal, type Rng } from '../../../src/core/rng.ts';
import type { Column, Table } from '../../../src/core/table.ts';
import { littleTest } from '../../../src/stages/explore/missing/little-test.ts';
import { quietContext } from './read-sample.ts';

const little = (table: Table) => littleTest(table, createPacer(quietContext()));
const tableOf = (columns: Readonly<Record<string, Float64Array>>): Table => ({
  rows: Object.values(columns)[0]!.length,
  columns: Object.entries(columns).map(([name, values]): Column => ({ kind: 'number', name, values }))
});

function airquality(): Table {
  const [head, ...lines] = readFileSync(join(import.meta.dirname, '../../reference/airquality.csv'), 'utf8')
    .trim()
    .split('\n');
  const rows = lines.map((line) => line.split(',').map((cell) => (cell === '' ? NaN : Number(cell))));
  return tableOf(
    Object.fromEntries(head!.split(',').map((name, j) => [name.replaceAll('"', ''), Float64Array.from(rows, (row) => row[j]!)]))
  );
}

test('the air of New York: as tests/reference/little.R gives it', async () => {
  const found = await little(airquality());
  expect(found).toMatchObject({ df: 14, columns: 6, patterns: 4, rows: 153 });
  expect(found!.statistic).toBeCloseTo(35.1061749071, 4);
  expect(found!.pValue).toBeCloseTo(0.00141775887, 8);
});

/** Three columns that go together; the last two have gaps: by chance, or where the first is large. */
function withGaps(rng: Rng, rows: number, isByChance: boolean): Table {
  const a = Float64Array.from({ length: rows }, () => normal(rng));
  const gap = (value: number) => rng() < (isByChance ? 0.3 : value > 0.5 ? 0.6 : 0.15);
  const near = (share: number) => a.map((value) => (gap(value) ? NaN : share * value + normal(rng)));
  return tableOf({ a, b: near(1), c: near(-0.5) });
}

test('gaps by chance are called so in 95 of 100 tables; gaps that go with a column are found', async () => {
  const rng = createRng(5);
  const share = async (isByChance: boolean) => {
    let found = 0;
    for (let i = 0; i < 200; i++) if ((await little(withGaps(rng, 300, isByChance)))!.pValue < 0.05) found++;
    return found / 200;
  };
  expect(await share(true)).toBeLessThan(0.1);
  expect(await share(false)).toBeGreaterThan(0.95);
});

test('there is nothing to test without gaps, in one column, or in few rows', async () => {
  const rng = createRng(2);
  const full = (rows: number) => Float64Array.from({ length: rows }, () => normal(rng));
  const gappy = (rows: number) => full(rows).map((value, i) => (i % 7 === 0 ? NaN : value));
  expect(await little(tableOf({ a: full(100), b: full(100) }))).toBe(null);
  expect(await little(tableOf({ a: gappy(100) }))).toBe(null);
  expect(await little(tableOf({ a: gappy(20), b: full(20) }))).toBe(null);
  expect(await little(tableOf({ a: new Float64Array(100).fill(NaN), b: full(100) }))).toBe(null);
});

test('a column that is the sum of others changes nothing', async () => {
  const rng = createRng(4);
  const b = Float64Array.from({ length: 200 }, () => normal(rng));
  const a = b.map((value, i) => (i % 7 === 0 ? NaN : value + normal(rng)));
  const [alone, beside] = [await little(tableOf({ a, b })), await little(tableOf({ a, b, sum: b.map((value, i) => value + a[i]!) }))];
  if (beside) expect([beside.df, beside.statistic.toFixed(4)]).toEqual([alone!.df, alone!.statistic.toFixed(4)]);
  expect(alone!.df).toBe(1);
});
