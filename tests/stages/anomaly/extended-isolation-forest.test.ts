import { expect, test } from 'vitest';
import type { Matrix } from '../../../src/core/matrix.ts';
import { defaultsOf } from '../../../src/core/params.ts';
import { createRng, normal } from '../../../src/core/rng.ts';
import type { Table } from '../../../src/core/table.ts';
import { growExtendedForest } from '../../../src/kernels/extended-isolation-forest.ts';
import { growIsolationForest } from '../../../src/kernels/isolation-forest.ts';
import { finish } from '../../../src/kernels/work.ts';
import { modelScorers } from '../../../src/predict/model-registry.ts';
import { autoencode } from '../../../src/neural/plain/autoencode.ts';
import { anomalyModels } from '../../../src/stages/anomaly/registry.ts';
import { quiet } from '../../jobs/support.ts';

const names = ['x', 'y'];
const matrixOf = (points: readonly (readonly number[])[]): Matrix => ({
  data: Float64Array.from(points.flat()),
  rows: points.length,
  cols: 2
});
const tableOf = (points: readonly (readonly number[])[]): Table => ({
  rows: points.length,
  columns: names.map((name, j) => ({ kind: 'number', name, values: Float64Array.from(points, (point) => point[j]!) }))
});

/** Two crowds at opposite corners of a square: straight cuts see their shadows cross at the two empty corners. */
function twoBlobs(): Matrix {
  const rng = createRng(6);
  return matrixOf(Array.from({ length: 500 }, (_, i) => [normal(rng) + (i % 2) * 10, normal(rng) + (1 - (i % 2)) * 10]));
}
/** As far from the nearest crowd as the empty corners are from both. */
const ring = (x: number, y: number, turns: readonly number[]) => turns.map((turn) => [x + 10 * Math.cos(turn), y + 10 * Math.sin(turn)]);
const empty = [
  [0, 0],
  [10, 10]
];
const outside = [...ring(10, 0, [-0.4, -0.8, -1.2]), ...ring(0, 10, [1.9, 2.3, 2.7])];
const inside = [
  [10, 0],
  [0, 10]
];
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Where the empty corners stand between the middles of the crowds (0) and empty space outside (1). */
function placeOfGhosts(id: string, state: object): number {
  const score = modelScorers.get(id).compile({ names, ...state });
  const [usual, ghosts, strange] = [inside, empty, outside].map((points) => mean(score(tableOf(points)))) as [number, number, number];
  return (ghosts - usual) / (strange - usual);
}

test('straight cuts take the empty corners between two crowds for partly usual, sloped cuts for as strange as any empty space', () => {
  const straight: number[] = [];
  const sloped: number[] = [];
  for (const seed of [1, 2, 3]) {
    straight.push(placeOfGhosts('isolation-forest', finish(growIsolationForest(twoBlobs(), createRng(seed)))));
    sloped.push(
      placeOfGhosts(
        'extended-isolation-forest',
        finish(growExtendedForest(twoBlobs(), createRng(seed), { trees: 100, mostRows: 256, level: 1 }))
      )
    );
  }
  expect(Math.max(...straight)).toBeLessThan(0.85);
  expect(Math.min(...sloped)).toBeGreaterThan(0.9);
});

test('columns alike in all rows are never drawn; cuts along fewer columns than asked keep the slope 0 for the rest', () => {
  const rng = createRng(2);
  const matrix = matrixOf(Array.from({ length: 60 }, () => [normal(rng), 5]));
  const { columns, slopes, width } = finish(growExtendedForest(matrix, createRng(1), { trees: 5, mostRows: 60, level: 9 }));
  expect(width).toBe(2);
  const drawn = columns.filter((_, i) => slopes[i] !== 0);
  expect(drawn.length).toBe(columns.length / 2);
  expect(drawn.every((column) => column === 0)).toBe(true);
});

test('a state that was tampered with is refused', () => {
  const forest = finish(growExtendedForest(twoBlobs(), createRng(1), { trees: 3, mostRows: 32, level: 1 }));
  const compile = (change: object) => () => modelScorers.get('extended-isolation-forest').compile({ names, ...forest, ...change });
  const changes = [
    { names: ['x'] },
    { width: 3 },
    { left: forest.left.map(() => 1) },
    { cutOf: forest.cutOf.map(() => 1e6) },
    { roots: Int32Array.of(-1) },
    { slopes: forest.slopes.map(() => NaN) }
  ];
  for (const change of changes)
    expect(compile(change), JSON.stringify(Object.keys(change))).toThrow(expect.objectContaining({ code: 'package-damaged' }));
});

test.each(['isolation-forest', 'extended-isolation-forest', 'autoencoder'])('%s stops learning when it is told to', async (id) => {
  const model = anomalyModels.get(id);
  const stop = new AbortController();
  let breaths = 0;
  const breathe = () => {
    if (++breaths === 3) stop.abort();
    return Promise.resolve();
  };
  const params = { ...defaultsOf(model.params), nEstimators: 2000, maxIter: 2000, nIterNoChange: 1000 } as never;
  const fit = model.fit(twoBlobs(), names, params, { ...quiet, autoencode, breathe, signal: stop.signal, rng: createRng(1) });
  await expect(fit).rejects.toThrow(/abort/i);
  expect(breaths).toBe(3);
});
