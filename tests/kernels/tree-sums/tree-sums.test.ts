import { beforeAll, describe, expect, test } from 'vitest';
import type { PlainRecord } from '../../../src/core/plain.ts';
import { below, createRng, normal } from '../../../src/core/rng.ts';
import type { OpenTrees, SummedTrees } from '../../../src/core/summed-trees.ts';
import { categoryColumn, gather, type Table } from '../../../src/core/table.ts';
import { fastTreeSums } from '../../../src/kernels/tree-sums/fast-tree-sums.ts';
import { modelScorers } from '../../../src/predict/model-registry.ts';
import { classTarget, dataOf, fitModel, numberTarget } from '../../stages/train/support.ts';

let openTrees: OpenTrees;
beforeAll(async () => {
  openTrees = (await fastTreeSums())!;
});

const ROWS = 2500;
const rng = createRng(3);
const numbers = (gap: number) => Float64Array.from({ length: ROWS }, () => (rng() < gap ? NaN : normal(rng)));
const levels = Array.from({ length: ROWS }, () => (rng() < 0.1 ? null : `level ${below(rng, 40)}`));
const features: Table = {
  rows: ROWS,
  columns: [
    { kind: 'number', name: 'a', values: numbers(0.2) },
    { kind: 'number', name: 'b', values: numbers(0) },
    { kind: 'number', name: 'few', values: Float64Array.from({ length: ROWS }, () => below(rng, 3) - 1) },
    categoryColumn('level', levels),
    categoryColumn(
      'small',
      levels.map((level) => level && (level.length > 7 ? 'long' : 'short'))
    )
  ]
};
const [a, b] = [0, 1].map((at) => (features.columns[at] as { values: Float64Array }).values);
const signal = Array.from(
  { length: ROWS },
  (_, i) => (Number.isNaN(a![i]) ? 0.8 : a![i]! * b![i]!) + Number((levels[i] ?? '0').at(-1)) / 5 + normal(rng) / 3
);

/** What is scored: besides the rows learned from, numbers beyond all that was seen, and a level that was not. */
const asked: Table = {
  rows: ROWS,
  columns: features.columns.map((column) =>
    column.kind === 'number'
      ? { ...column, values: column.values.map((x, i) => (i % 50 === 0 ? Infinity : i % 50 === 1 ? -Infinity : i % 50 === 2 ? -0 : x)) }
      : column.kind === 'category' && column.name === 'level'
        ? categoryColumn(
            'level',
            levels.map((level, i) => (i % 31 === 0 ? 'never seen' : level))
          )
        : column
  )
};

const scorersOf = (state: PlainRecord) => {
  const { compile } = modelScorers.get('boosting');
  let isOpened = false;
  const noting: OpenTrees = (trees) => {
    const opened = openTrees(trees);
    isOpened = opened !== null;
    return opened;
  };
  return { plain: compile(state), fast: compile(state, { openTrees: noting }), isOpened };
};

async function fit(target: Parameters<typeof dataOf>[1], params: Record<string, unknown> = {}) {
  const { state } = await fitModel('boosting', dataOf(features, target), { maxIter: 30, earlyStopping: 'off', ...params });
  return state;
}

const yesNo = () => classTarget(signal.map((value) => (value > 1 ? 'yes' : 'no')));

describe('trees are added up to the bits of going down each, row by row', () => {
  test.each([
    ['a number', () => numberTarget(signal), {}],
    ['counts', () => numberTarget(signal.map((value) => Math.max(0, Math.round(value)))), { loss: 'poisson' }],
    ['two classes', yesNo, {}],
    ['three classes', () => classTarget(signal.map((value) => String(Math.min(2, Math.max(0, Math.floor(value)))))), {}],
    ['many leaves', yesNo, { maxLeafNodes: 256, minSamplesLeaf: 1 }],
    ['few bins', yesNo, { maxBins: 2 }]
  ])('%s', async (_what, target, params) => {
    const { plain, fast, isOpened } = scorersOf(await fit(target(), params));
    expect(isOpened).toBe(true);
    expect(fast(asked)).toEqual(plain(asked));
  });

  test('of any number of rows, and of two models by turns', async () => {
    const [first, second] = [scorersOf(await fit(yesNo())), scorersOf(await fit(numberTarget(signal)))];
    for (const rows of [1, 12, 63, 64, 65, 1024, 1025, 2100]) {
      const some = gather(
        asked,
        Uint32Array.from({ length: rows }, (_, i) => ROWS - 1 - i)
      );
      expect(first.fast(some)).toEqual(first.plain(some));
      expect(second.fast(some)).toEqual(second.plain(some));
    }
  });
});

describe('what does not fit is left to the twin', () => {
  const leaf = { feature: -1, left: -1, right: -1 };
  const treeOf = (nodes: readonly (typeof leaf)[]): SummedTrees => ({
    outputs: 1,
    features: [{ binOfLevel: null }],
    treeStarts: Int32Array.of(0),
    feature: Int32Array.from(nodes, (node) => node.feature),
    threshold: Float64Array.from(nodes, (_, node) => node % 7),
    left: Int32Array.from(nodes, (node) => node.left),
    right: Int32Array.from(nodes, (node) => node.right),
    missingLeft: new Uint8Array(nodes.length),
    value: Float64Array.from(nodes, (_, node) => node),
    categoryStart: new Int32Array(nodes.length).fill(-1),
    categoryBits: new Uint32Array(0)
  });
  /** Each split has a leaf to its left and the next split to its right. */
  const chain = (splits: number) =>
    treeOf(
      Array.from({ length: 2 * splits + 1 }, (_, at) =>
        at % 2 === 0 && at < 2 * splits ? { feature: 0, left: at + 1, right: at + 2 } : leaf
      )
    );

  test('trees of more leaves than a byte can name', () => {
    expect(openTrees(chain(255))).not.toBeNull();
    expect(openTrees(chain(256))).toBeNull();
    expect(openTrees(chain(100_000))).toBeNull();
  });

  test('trees whose branches meet again, however many ways lead down them', () => {
    const nodes = Array.from({ length: 90 }, (_, at) => ({ feature: 0, left: at + 1, right: at + 1 }));
    expect(openTrees(treeOf([...nodes, leaf]))).toBeNull();
  });

  test('more cut points of a feature than a byte can count', () => {
    const many = (count: number): SummedTrees => {
      const nodes = Array.from({ length: count }, (_, t) => [{ feature: 0, left: 3 * t + 1, right: 3 * t + 2 }, leaf, leaf]).flat();
      return {
        ...treeOf(nodes),
        treeStarts: Int32Array.from({ length: count }, (_, t) => 3 * t),
        threshold: Float64Array.from(nodes, (_, at) => at)
      };
    };
    expect(openTrees(many(254))).not.toBeNull();
    expect(openTrees(many(255))).toBeNull();
  });

  test('a level in the bin of what is missing', () => {
    expect(openTrees({ ...treeOf([leaf]), features: [{ binOfLevel: Uint8Array.of(0, 255) }] })).toBeNull();
    expect(openTrees({ ...treeOf([leaf]), features: [{ binOfLevel: Uint8Array.of(0, 254) }] })).not.toBeNull();
  });
});
