import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import { valuesAgainstRows } from '../../../src/kernels/shap/against-rows.ts';
import { interactionValues } from '../../../src/kernels/shap/interactions.ts';
import { layOutTree } from '../../../src/kernels/shap/lay-out-tree.ts';
import { openFastPathKernel, pathValues } from '../../../src/kernels/shap/path-values.ts';
import { PlainPathKernel } from '../../../src/kernels/shap/plain-path-kernel.ts';
import { answerOf, countCover, type ShapTrees } from '../../../src/kernels/shap/shap-trees.ts';
import { interactionOf, pathGame, quiet, randomRows, randomTrees, rowsGame, shapleyOf } from './support.ts';

interface FixtureTree {
  readonly feature: number[];
  readonly threshold: number[];
  readonly left: number[];
  readonly right: number[];
  readonly missingLeft: number[];
  readonly cover: number[];
  readonly value: number[];
}
interface Fixture {
  readonly cols: number;
  readonly x: (number | null)[];
  readonly cases: { name: string; trees: FixtureTree[]; start: number; margin: number[]; values: number[]; interactions: number[] }[];
}
const fixture = JSON.parse(readFileSync(new URL('../../reference/shap.json', import.meta.url), 'utf8')) as Fixture;
const x = Float64Array.from(fixture.x, (value) => value ?? NaN);

/** The trees of another end to end. */
function joined(trees: readonly FixtureTree[], cols: number): ShapTrees {
  const starts = trees.map((_, t) => trees.slice(0, t).reduce((sum, tree) => sum + tree.feature.length, 0));
  const all = (of: (tree: FixtureTree, start: number) => number[]) => trees.flatMap((tree, t) => of(tree, starts[t]!));
  const moved = (nodes: number[], start: number) => nodes.map((node) => (node < 0 ? -1 : node + start));
  return {
    roots: Int32Array.from(starts),
    feature: Int32Array.from(all((tree) => tree.feature)),
    threshold: Float64Array.from(all((tree) => tree.threshold)),
    left: Int32Array.from(all((tree, start) => moved(tree.left, start))),
    right: Int32Array.from(all((tree, start) => moved(tree.right, start))),
    missingLeft: Uint8Array.from(all((tree) => tree.missingLeft)),
    categoryStart: Int32Array.from(all((tree) => tree.feature.map(() => -1))),
    categoryBits: new Uint32Array(0),
    value: Float64Array.from(all((tree) => tree.value)),
    cover: Float64Array.from(all((tree) => tree.cover)),
    scale: 1,
    playerOf: Int32Array.from({ length: cols }, (_, j) => j),
    players: cols
  };
}

const farthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

describe.each(fixture.cases)('XGBoost, $name', ({ trees, start, margin, values, interactions }) => {
  const { cols } = fixture;
  const own = joined(trees, cols);
  const rows = margin.length;

  test('says the same of each column, to its single precision', async () => {
    const found = await pathValues(own, x, cols, quiet);
    const beside = Array.from({ length: rows }, (_, i) => [...found.values.subarray(i * cols, (i + 1) * cols), found.base + start]).flat();
    expect(farthest(beside, values)).toBeLessThan(1e-6);
    expect(values).toHaveLength(rows * (cols + 1));
  });

  test('says the same of each pair', async () => {
    const found = await interactionValues(own, x, cols, quiet);
    for (let row = 0; row < rows; row++)
      for (let i = 0; i < cols; i++) {
        const theirs = interactions.slice((row * (cols + 1) + i) * (cols + 1)).slice(0, cols);
        const at = (row * cols + i) * cols;
        expect(farthest(found.values.subarray(at, at + cols), theirs)).toBeLessThan(2e-6);
      }
  });

  test('both ways add up to the margin', async () => {
    const background = x.slice(0, 5 * cols);
    for (const found of [await pathValues(own, x, cols, quiet), await valuesAgainstRows(own, x, background, cols, quiet)])
      for (let row = 0; row < rows; row++) {
        const sum = found.values.subarray(row * cols, (row + 1) * cols).reduce((all, value) => all + value, found.base + start);
        expect(Math.abs(sum - margin[row]!)).toBeLessThan(1e-6);
        expect(Math.abs(sum - start - answerOf(own, x, row * cols))).toBeLessThan(1e-12);
      }
  });
});

describe.each([
  ['a player a column', undefined],
  ['columns that are known together', [0, 1, 1, 2, 0, 3]]
])('all 2^n coalitions say the same, %s', (_, playerOf) => {
  const rng = createRng(3);
  const cols = 6;
  const trees = randomTrees(rng, { trees: 3, depth: 7, cols, ...(playerOf ? { playerOf } : {}) });
  const rows = randomRows(rng, 4, cols);
  const background = randomRows(rng, 7, cols);
  const { players } = trees;

  test('path-dependent', async () => {
    const found = await pathValues(trees, rows, cols, quiet);
    for (let row = 0; row < 4; row++) {
      const game = pathGame(trees, rows, row * cols);
      expect(farthest(found.values.subarray(row * players, (row + 1) * players), shapleyOf(game, players))).toBeLessThan(1e-13);
      expect(found.base).toBeCloseTo(game(0), 13);
    }
  });

  test('against rows', async () => {
    const found = await valuesAgainstRows(trees, rows, background, cols, quiet);
    for (let row = 0; row < 4; row++) {
      const game = rowsGame(trees, rows, row * cols, background, cols);
      expect(farthest(found.values.subarray(row * players, (row + 1) * players), shapleyOf(game, players))).toBeLessThan(1e-13);
      expect(found.base).toBeCloseTo(game(0), 13);
    }
  });

  test('interactions', async () => {
    const { values } = await interactionValues(trees, rows, cols, quiet);
    for (let row = 0; row < 4; row++) {
      const game = pathGame(trees, rows, row * cols);
      for (let i = 0; i < players; i++)
        for (let j = 0; j < i; j++) {
          expect(Math.abs(values[(row * players + i) * players + j]! - interactionOf(game, players, i, j))).toBeLessThan(1e-13);
          expect(values[(row * players + i) * players + j]).toBe(values[(row * players + j) * players + i]);
        }
    }
  });
});

test.each([1, 2, 5, 9, 25])('the kernel gives the bits of its plain twin, trees of depth %i', async (depth) => {
  const rng = createRng(depth);
  const cols = 30;
  const trees = randomTrees(rng, { trees: 2, depth, cols });
  const data = randomRows(rng, 20, cols);
  const held = { x: data, rows: 20, cols, players: cols, categoryBits: trees.categoryBits };
  const [fast, plain] = [(await openFastPathKernel(held))!, new PlainPathKernel(held)];
  for (const kernel of [fast, plain])
    for (const root of trees.roots) {
      const tree = layOutTree(trees, root);
      kernel.addTree(tree, 0, 7);
      kernel.addTree(tree, 7, 20);
    }
  expect(fast.values()).toEqual(plain.values());
  expect(plain.values().some((value) => value !== 0)).toBe(depth > 0);
});

test('deep trees lose no digits: values add up to the answer', async () => {
  const rng = createRng(8);
  const cols = 40;
  const trees = randomTrees(rng, { trees: 1, depth: 38, cols });
  const data = randomRows(rng, 30, cols);
  const { values, base } = await pathValues(trees, data, cols, quiet);
  for (let row = 0; row < 30; row++) {
    const sum = values.subarray(row * cols, (row + 1) * cols).reduce((all, value) => all + value, base);
    expect(Math.abs(sum - answerOf(trees, data, row * cols))).toBeLessThan(1e-12);
  }
});

test('of a stump alone, of a node that no row came to, and of no tree at all', async () => {
  const stump = { ...randomTrees(createRng(1), { trees: 1, depth: 0, cols: 2 }) };
  expect((await pathValues(stump, Float64Array.of(1, 2), 2, quiet)).values).toEqual(new Float64Array(2));
  const trees = randomTrees(createRng(2), { trees: 2, depth: 5, cols: 3 });
  const empty = { ...trees, cover: new Float64Array(trees.cover.length) };
  const { values, base } = await pathValues(empty, Float64Array.of(1, NaN, 3), 3, quiet);
  expect(values.reduce((sum, value) => sum + value, base)).toBeCloseTo(answerOf(trees, Float64Array.of(1, NaN, 3), 0), 12);
  const none = { ...trees, roots: new Int32Array(0) };
  expect(await valuesAgainstRows(none, Float64Array.of(1, 1, 1), Float64Array.of(0, 0, 0), 3, quiet)).toMatchObject({ base: 0 });
});

test('the cover is counted as the rows go', () => {
  const trees = randomTrees(createRng(4), { trees: 2, depth: 4, cols: 3 });
  const data = randomRows(createRng(5), 50, 3);
  const cover = countCover(trees, data, 3);
  for (const root of trees.roots) expect(cover[root]).toBe(50);
  for (let node = 0; node < cover.length; node++)
    if (trees.feature[node]! >= 0) expect(cover[trees.left[node]!]! + cover[trees.right[node]!]!).toBe(cover[node]);
});

test('it stops when it is told to', async () => {
  const stopped = { ...quiet, signal: AbortSignal.abort(new DOMException('Stopped', 'AbortError')) };
  const trees = randomTrees(createRng(4), { trees: 2, depth: 4, cols: 3 });
  await expect(pathValues(trees, Float64Array.of(1, 2, 3), 3, stopped)).rejects.toThrow('Stopped');
  await expect(interactionValues(trees, Float64Array.of(1, 2, 3), 3, stopped)).rejects.toThrow('Stopped');
});
