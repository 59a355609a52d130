import { UMAP } from 'umap-js';
import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { categoryColumn, type Table } from '../../../src/core/table.ts';
import { drawMap } from '../../../src/stages/explore/map/draw-map.ts';
import { encodePoints } from '../../../src/stages/explore/map/encode-points.ts';
import { onPlane, pointsOf, principalAxes } from '../../../src/stages/explore/map/principal-axes.ts';
import { trustworthiness } from '../../../src/stages/explore/map/trustworthiness.ts';
import { columnsOf, lookReference, never } from './look-reference.ts';
import { quietContext } from './read-sample.ts';

const { pca, trust } = lookReference;
const wine: Table = { rows: pca.x.length, columns: columnsOf(pca.x).map((values, j) => ({ kind: 'number', name: `x${j}`, values })) };
const flatOf = (rows: readonly (readonly number[])[]) => ({ data: Float64Array.from(rows.flat()), rows: rows.length, cols: 2 });
const all = Uint32Array.from({ length: wine.rows }, (_, i) => i);

test('the axes are scikit-learn’s: the same shares of the spread, the same places but for the sign', async () => {
  const encoding = await encodePoints(wine, never);
  const { ratios, vectors } = await principalAxes(encoding, wine.rows, never);
  ratios.forEach((ratio, i) => expect(ratio).toBeCloseTo(pca.ratio[i]!, 9));
  const { data } = onPlane(pointsOf(encoding, all), vectors);
  pca.first.flat().forEach((value, i) => expect(Math.abs(data[i]!)).toBeCloseTo(value, 8));
});

test('trustworthiness is scikit-learn’s, of a good map and of a random one', async () => {
  const points = pointsOf(await encodePoints(wine, never), all);
  for (const [i, k] of [5, 15].entries()) {
    expect(await trustworthiness(points, flatOf(trust.plane), k, never)).toBeCloseTo(trust.ofPlane[i]!, 9);
    expect(await trustworthiness(points, flatOf(trust.noise), k, never)).toBeCloseTo(trust.ofNoise[i]!, 9);
  }
});

describe('UMAP', () => {
  test('can be trusted as far as that of umap-js, and further than the axes', async () => {
    const map = (await drawMap(wine, 'umap', 1, quietContext()))!;
    const points = pointsOf(await encodePoints(wine, never), all);
    const lists = Array.from({ length: wine.rows }, (_, i) => [...points.data.subarray(i * points.cols, (i + 1) * points.cols)]);
    const theirs = new UMAP({ random: createRng(1) }).fit(lists);
    const other = await trustworthiness(points, flatOf(theirs), 15, never);
    expect(map.trust!.value).toBeGreaterThan(other - 0.02);
    expect(map.trust!.value).toBeGreaterThan(trust.ofPlane[1]!);
  });
  test('the same seed gives the same map, another seed another', async () => {
    const [a, b, c] = [await drawMap(wine, 'umap', 4, quietContext()), await drawMap(wine, 'umap', 4, quietContext()), await drawMap(wine, 'umap', 5, quietContext())]; // prettier-ignore
    expect(a!.x).toEqual(b!.x);
    expect(a!.x).not.toEqual(c!.x);
  });
  test('stops when it is told to', async () => {
    const stop = new AbortController();
    const big: Table = { rows: 3000, columns: wine.columns.map((column) => ({ ...column, values: noise(3000) }) as never) };
    const context = { ...quietContext(), signal: stop.signal, onProgress: (share: number) => void (share > 0.5 && stop.abort()) };
    await expect(drawMap(big, 'umap', 1, context)).rejects.toMatchObject({ name: 'AbortError' });
  });
  test('three clouds far apart stay three: a row’s neighbours are of its own cloud', async () => {
    const rng = createRng(2);
    const size = 300;
    const columns = [0, 1, 2, 3].map((j) => ({
      kind: 'number' as const,
      name: `x${j}`,
      values: Float64Array.from({ length: size }, (_, i) => normal(rng) + (i % 3 === j ? 9 : 0))
    }));
    const { x, y } = (await drawMap({ rows: size, columns }, 'umap', 1, quietContext()))!;
    for (let i = 0; i < size; i++) {
      const order = [...Array(size).keys()].filter((j) => j !== i).sort((a, b) => Math.hypot(x[a]! - x[i]!, y[a]! - y[i]!) - Math.hypot(x[b]! - x[i]!, y[b]! - y[i]!)); // prettier-ignore
      expect(order[0]! % 3).toBe(i % 3);
    }
  });
});

function noise(rows: number): Float64Array {
  const rng = createRng(7);
  return Float64Array.from({ length: rows }, () => normal(rng));
}

describe('what counts', () => {
  test('a category as a whole spreads as much as one number, and rare levels share an axis', async () => {
    const column = categoryColumn(
      'town',
      Array.from({ length: 900 }, (_, i) => `t${i % 30}`)
    );
    const encoding = await encodePoints({ rows: 900, columns: [column] }, never);
    expect(encoding.axes).toHaveLength(21);
    const { data } = pointsOf(
      encoding,
      Uint32Array.from({ length: 900 }, (_, i) => i)
    );
    expect(data.reduce((total, value) => total + value * value, 0) / 900).toBeCloseTo(1, 9);
    expect(encoding.axes.at(-1)!.what).toBe('“town”, rarer values');
  });
  test('constant columns do not, and one axis makes no map', async () => {
    const flat: Table = { rows: 50, columns: [{ kind: 'number', name: 'a', values: new Float64Array(50) }, { kind: 'number', name: 'b', values: noise(50) }] }; // prettier-ignore
    expect(await drawMap(flat, 'pca', 1, quietContext())).toBeNull();
  });
});
