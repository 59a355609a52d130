import { describe, expect, test } from 'vitest';
import { below, createRng, normal } from '../../../src/core/rng.ts';
import type { Column, Table } from '../../../src/core/table.ts';
import { fixedPoint } from '../../../src/kernels/trees/fixed-point.ts';
import { expNegative, logAboveOne, logOnePlus } from '../../../src/kernels/trees/maths.ts';
import { finish } from '../../../src/kernels/work.ts';
import { boost, roomFor, type BoostSettings, type Boosted } from '../../../src/stages/train/boosting/boost.ts';
import type { Constraints } from '../../../src/stages/train/boosting/constraints.ts';
import { NUMBER_LOSS_NAMES, type BoostTarget } from '../../../src/stages/train/boosting/losses.ts';
import { kernels } from './support.ts';

const ROWS = 3001;
const rng = createRng(5);
const column = (make: (row: number) => number) => Float64Array.from({ length: ROWS }, (_, row) => make(row));
const x = column(() => normal(rng));
const gappy = column((row) => (row % 7 === 0 ? NaN : Math.round(4 * normal(rng)) / 4));
const codes = Int32Array.from({ length: ROWS }, (_, row) => (row % 11 === 0 ? -1 : below(rng, 12)));
const noise = column(() => normal(rng));
const signal = column((row) => 2 * x[row]! + (Number.isNaN(gappy[row]) ? 1 : gappy[row]!) + (codes[row]! % 3) + noise[row]!);
const columns: Column[] = [
  { kind: 'number', name: 'x', values: x },
  { kind: 'number', name: 'gappy', values: gappy },
  { kind: 'category', name: 'level', codes, labels: Array.from({ length: 12 }, (_, i) => `level ${i}`) }
];
const table = (): Table => ({ rows: ROWS, columns: columns.map((kept) => structuredClone(kept)) });
const classesOf = (borders: readonly number[]) => Int32Array.from(signal, (value) => borders.filter((border) => value > border).length);

const amounts = signal.map((value) => Math.exp(value / 2));
const grades = signal.map((value) => Math.max(0, Math.min(4, Math.round(value))));
const lists = Int32Array.from(signal, (_, row) => Math.floor(row / 8));

const targets: readonly (readonly [string, BoostTarget])[] = [
  ['a number', { kind: 'numbers', values: signal.map((value) => 1e4 * value ** 3), loss: 'squared_error', lists: null }],
  ...NUMBER_LOSS_NAMES.filter((loss) => loss !== 'squared_error').map(
    (loss) =>
      [
        `a number by ${loss}`,
        { kind: 'numbers', values: loss === 'lambdamart' ? grades : amounts, loss, lists: loss === 'lambdamart' ? lists : null }
      ] as const
  ),
  ['two classes', { kind: 'classes', codes: classesOf([0.5]), classes: 2 }],
  ['four classes', { kind: 'classes', codes: classesOf([-1, 0.5, 2]), classes: 4 }]
];
const weightings = [
  ['alike', null],
  ['weighted', column((row) => (row % 5) * 0.7)]
] as const;
const settings: BoostSettings = {
  ...({
    maxIter: 12,
    maxBins: 64,
    nIterNoChange: 3,
    tol: 1e-7,
    maxLeafNodes: 15,
    maxDepth: 0,
    minSamplesLeaf: 5,
    l1: 0,
    l2: 0.5,
    learningRate: 0.2,
    growPolicy: 'leaf-wise',
    maxFeatures: 1,
    maxCatToOnehot: 4,
    booster: 'plain',
    quantile: 0.8,
    tweediePower: 1.4,
    subsample: 1,
    sampling: 'uniform',
    colsampleByTree: 1,
    topRate: 0.2,
    otherRate: 0.1,
    dropRate: 0.2
  } as const),
  onRound: () => undefined
};
const free: Constraints = { trends: [0, 0, 0], sets: null };
const rows = Uint32Array.from({ length: ROWS }, (_, row) => row);
const parts = { train: rows.filter((row) => row % 4 > 0), held: rows.filter((row) => row % 4 === 0), said: '' };

describe.each(targets)('boosting of %s', (_name, target) => {
  test.each(weightings)('the kernel in WebAssembly and its plain twin give the same bits (%s)', async (_said, weights) => {
    const [plain, wasm] = await Promise.all(
      kernels.map(async ([, open]) => {
        const data = table();
        const room = roomFor(data, target, weights, parts);
        return told(finish(boost(data, target, room, await open(room), settings, free, createRng(1))));
      })
    );
    expect(plain!.trees.length).toBeGreaterThan(4);
    expect(plain!.trees.some((tree) => tree.splits.some((split) => split?.leftBins))).toBe(true);
    expect(wasm).toEqual(plain);
    expect(wasm!.curve.at(-1)!.train).toBeLessThan(0.95 * wasm!.curve[0]!.train);
  });
});

test.each(targets.filter(([, { kind }]) => kind === 'classes').concat([targets[0]!]))(
  'of more rows than a stretch, all learned from, with features left over by eight: %s',
  async (_name, target) => {
    const times = 6;
    const repeated = <A extends Float64Array | Int32Array>(values: A, into: A): A => {
      for (let k = 0; k < times; k++) into.set(values, k * ROWS);
      return into;
    };
    const many = times * ROWS;
    const numbers = Array.from({ length: 9 }, (_, j) => ({
      ...{ kind: 'number' as const, name: `n${j}` },
      values: repeated(x, new Float64Array(many)).map((value, i) => (j === 0 ? value : Math.sin(value * j + i)))
    }));
    const all = { train: Uint32Array.from({ length: many }, (_, row) => row), held: new Uint32Array(0), said: '' };
    const own: BoostTarget =
      target.kind === 'classes'
        ? { ...target, codes: repeated(target.codes, new Int32Array(many)) }
        : { ...target, values: repeated(target.values, new Float64Array(many)) };
    const [plain, wasm] = await Promise.all(
      kernels.map(async ([, open]) => {
        const data: Table = { rows: many, columns: numbers };
        const room = roomFor(data, own, null, all);
        return told(
          finish(
            boost(
              data,
              own,
              room,
              await open(room),
              { ...settings, maxIter: 2 },
              { trends: numbers.map(() => 0), sets: null },
              createRng(1)
            )
          )
        );
      })
    );
    expect(wasm).toEqual(plain);
    expect(wasm!.curve.at(-1)!.train).toBeLessThan(wasm!.curve[0]!.train);
  }
);

/** Without the functions in it. */
const told = ({ loss, ...boosted }: Boosted) => ({ ...boosted, start: loss.start });

const ways: readonly (readonly [string, Partial<BoostSettings>, Constraints])[] = [
  ['an l1 penalty and levels one by one', { l1: 3, maxCatToOnehot: 20 }, free],
  ['depth-wise, with features drawn for trees and nodes', { growPolicy: 'depth-wise', maxFeatures: 0.5, colsampleByTree: 0.7 }, free],
  ['rows drawn by chance', { subsample: 0.5 }, free],
  ['rows drawn by their gradients', { sampling: 'goss' }, free],
  ['rounds left out', { booster: 'dart' }, free],
  ['a rising feature, and sets', { l1: 0.5 }, { trends: [1, -1, 0], sets: [Uint8Array.of(1, 1, 0), Uint8Array.of(0, 1, 1)] }]
];

describe.each([targets[0]!, targets.at(-2)!])('boosting of %s', (_name, target) => {
  test.each(ways)('with %s the twins give the same bits too', async (_said, changed, constraints) => {
    const [plain, wasm] = await Promise.all(
      kernels.map(async ([, open]) => {
        const data = table();
        const room = roomFor(data, target, weightings[1][1], parts);
        return told(finish(boost(data, target, room, await open(room), { ...settings, ...changed }, constraints, createRng(1))));
      })
    );
    expect(wasm).toEqual(plain);
    expect(wasm!.trees.length).toBeGreaterThan(4);
    expect(wasm!.curve.at(-1)!.train).toBeLessThan(0.95 * wasm!.curve[0]!.train);
  });
});

test('exponential and logarithm are as near as a double can tell', () => {
  for (let i = 0; i <= 4000; i++) {
    const at = -i * 0.177;
    expect(Math.abs(expNegative(at) - Math.exp(at))).toBeLessThanOrEqual(1e-15 * Math.exp(at));
    expect(Math.abs(logOnePlus(i / 4000) - Math.log1p(i / 4000))).toBeLessThanOrEqual(1e-15 * Math.log1p(i / 4000));
    expect(Math.abs(logAboveOne(1 + i / 7) - Math.log(1 + i / 7))).toBeLessThanOrEqual(1e-15 * Math.log(1 + i / 7) + 1e-16);
  }
  expect(expNegative(-1e9)).toBe(0);
  expect(expNegative(-Infinity)).toBe(0);
});

test('sums of whole numbers fit, however many rows there are', () => {
  for (const count of [1, 2, 1000, 1_000_000, 10_000_000, 100_000_000])
    for (const bound of [1e-12, 0.25, 1, 3, 1e9]) {
      const { gradientScale, hessianScale, shift } = fixedPoint(count, bound, bound);
      expect(Math.round(bound * gradientScale)).toBeLessThanOrEqual(2 ** 30);
      expect(count * bound * gradientScale).toBeLessThan(2 ** 53);
      expect(count * Math.round(bound * hessianScale)).toBeLessThan(2 ** shift);
      expect(shift + Math.log2(count)).toBeLessThan(63);
      expect(bound * hessianScale).toBeGreaterThan(count <= 1_000_000 ? 2 ** 21 : 2 ** 7);
    }
});
