import { expect, test } from 'vitest';
import { createRng, normal } from '../../../../src/core/rng.ts';
import type { NumberColumn, Table } from '../../../../src/core/table.ts';
import { classTarget, dataOf, fitModel, score } from '../../train/support.ts';
import { fit, valuesOf } from './support.ts';

const ROWS = 400;
const rng = createRng(3);
const draw = () => Float64Array.from({ length: ROWS }, () => normal(rng));
const two: Table = { rows: ROWS, columns: ['a', 'b'].map((name) => ({ kind: 'number', name, values: draw() })) };
const waves = (params: object) => fit({ kind: 'fourier-features', params: { ...params } }, two);

test('products of rows come near the kernel they stand for', async () => {
  const { table } = await waves({ gamma: 0.3, nComponents: 2000 });
  const [a, b] = [valuesOf(two, 'a'), valuesOf(two, 'b')];
  const tall = table.columns.map((column) => (column as NumberColumn).values);
  const off = Array.from({ length: 50 }, (_, i) => {
    const other = ROWS - 1 - i;
    const product = tall.reduce((sum, wave) => sum + wave[i]! * wave[other]!, 0);
    return product - Math.exp(-0.3 * ((a[i]! - a[other]!) ** 2 + (b[i]! - b[other]!) ** 2));
  });
  // Its standard error is at most one over the root of the waves.
  expect(Math.max(...off.map(Math.abs))).toBeLessThan(4 / Math.sqrt(2000));
});

test('a linear machine over them learns a ring, which it can not by itself', async () => {
  const ring = classTarget(
    Array.from({ length: ROWS }, (_, i) => (valuesOf(two, 'a')[i]! ** 2 + valuesOf(two, 'b')[i]! ** 2 > 1.4 ? 'out' : 'in'))
  );
  const hits = async (features: Table) => {
    const { state } = await fitModel('linear-svm', dataOf(features, ring));
    const shares = score('linear-svm', state, features);
    return Array.from(ring.codes).filter((code, i) => shares[2 * i + code]! > 0.5).length / ROWS;
  };
  expect(await hits((await waves({ nComponents: 100 })).table)).toBeGreaterThan(0.95);
  expect(await hits(two)).toBeLessThan(0.7);
});

test('a gap counts as the mean, a constant column does no harm', async () => {
  const flat: Table = { rows: 3, columns: [{ kind: 'number', name: 'a', values: Float64Array.of(5, NaN, 5) }] };
  const { table } = await fit({ kind: 'fourier-features', params: { nComponents: 3 } }, flat);
  for (const { name } of table.columns) expect(new Set(valuesOf(table, name)).size).toBe(1);
});
