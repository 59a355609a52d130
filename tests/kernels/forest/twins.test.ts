import { describe, expect, test } from 'vitest';
import { below, createRng, normal } from '../../../src/core/rng.ts';
import type { ForestFeature, ForestKernel, GrownNodes, GrowthLimits } from '../../../src/kernels/forest/forest-kernel.ts';
import { timesLog } from '../../../src/kernels/forest/maths.ts';
import { PlainForestKernel } from '../../../src/kernels/forest/plain-forest-kernel.ts';
import { createWasmForestKernel } from '../../../src/kernels/forest/wasm-forest-kernel.ts';
import { wholeNumbers, type Answers } from '../../../src/kernels/forest/whole-numbers.ts';

const ROWS = 1501;
const rng = createRng(5);
const column = (make: (row: number) => number) => Float64Array.from({ length: ROWS }, (_, row) => make(row));

/** Numbers of many and of few bins, one with gaps, categories with and without, a constant. */
const bins: readonly Uint8Array[] = [255, 20, 12, 9, 5, 1].map((count, j) =>
  Uint8Array.from({ length: ROWS }, (_, row) => (j % 2 === 1 && row % 7 === 0 ? count : below(rng, count)))
);
const bordersOf = (count: number) => Float64Array.from({ length: count - 1 }, (_, bin) => (bin + 0.5) ** 1.5);
const features: readonly ForestFeature[] = [
  { bins: 255, isCategory: false, borders: bordersOf(255) },
  { bins: 20, isCategory: false, borders: bordersOf(20) },
  { bins: 12, isCategory: true, borders: null },
  { bins: 9, isCategory: true, borders: null },
  { bins: 5, isCategory: false, borders: bordersOf(5) },
  { bins: 1, isCategory: false, borders: bordersOf(1) }
];
/** Places within the bins; none for missing values and for categories. */
const finer = bins.map((values, j) =>
  values.map((bin) => (j === 2 || j === 3 || bin === features[j]!.bins ? 0 : below(rng, j === 1 ? 3 : 256)))
);
const signal = column((row) => bins[0]![row]! / 100 + (bins[2]![row]! % 3) + (bins[1]!.at(row) === 20 ? 2 : 0) + normal(rng));
const classesOf = (borders: readonly number[]) => Int32Array.from(signal, (value) => borders.filter((border) => value > border).length);
const weights = column((row) => 0.1 + (row % 5) * 0.7);

const targets: readonly (readonly [string, Answers, GrowthLimits['criterion']])[] = [
  ['a number', { y: signal.map((value) => Math.round(value * 40) / 8), classes: 0, weights: null }, 'squared_error'],
  ['a number, weighted', { y: signal.map((value) => 1e6 + value ** 3), classes: 0, weights }, 'squared_error'],
  ['two classes', { y: classesOf([2.5]), classes: 2, weights: null }, 'gini'],
  ['two classes, weighted, by entropy', { y: classesOf([2.5]), classes: 2, weights }, 'entropy'],
  ['four classes', { y: classesOf([1, 2.5, 4]), classes: 4, weights }, 'gini'],
  ['four classes, by entropy', { y: classesOf([1, 2.5, 4]), classes: 4, weights: null }, 'entropy']
];

const grownOut = { isRandom: false, maxFeatures: 6, maxDepth: 0, minSamplesSplit: 2, minSamplesLeaf: 1, draws: 0 };
const limits: readonly (readonly [string, Omit<GrowthLimits, 'criterion'>])[] = [
  ['grown out on all features', grownOut],
  ['some features, drawn rows', { ...grownOut, maxFeatures: 2, draws: ROWS }],
  ['within limits', { ...grownOut, maxDepth: 4, minSamplesSplit: 30, minSamplesLeaf: 12, draws: 700 }],
  ['random cuts', { ...grownOut, isRandom: true, maxFeatures: 3 }]
];

async function openBoth(answers: Answers, own: GrowthLimits): Promise<readonly [ForestKernel, ForestKernel]> {
  const room = { rows: ROWS, y: answers.y, whole: wholeNumbers(answers) };
  const kernels = [new PlainForestKernel(room, features, own), (await createWasmForestKernel(room, features, own))!] as const;
  for (const kernel of kernels) bins.forEach((values, j) => kernel.fill(j, values, finer[j]!));
  expect(kernels[1].keys()).toEqual(kernels[0].keys());
  return kernels;
}

function grown(kernel: ForestKernel, seed: number, piece = 5000): GrownNodes {
  kernel.begin(seed);
  while (kernel.grow(piece));
  return structuredClone(kernel.tree());
}

describe.each(targets)('trees of %s', (_name, answers, criterion) => {
  test.each(limits)('the kernel in WebAssembly and its plain twin grow the same tree: %s', async (_said, own) => {
    const [plain, wasm] = await openBoth(answers, { ...own, criterion });
    for (const seed of [1, 0xfffffff0]) {
      const tree = grown(plain, seed);
      expect(grown(wasm, seed)).toEqual(tree);
      expect(tree.size).toBeGreaterThan(own.maxDepth > 0 ? 8 : 100);
      expect(tree.masks.length).toBeGreaterThan(0);
    }
  });
});

test('a tree depends on its seed alone, and not on how its growth was cut into pieces', async () => {
  const [, wasm] = await openBoth(targets[2]![1], { ...limits[1]![1], criterion: 'gini' });
  const first = grown(wasm, 7);
  expect(grown(wasm, 8)).not.toEqual(first);
  expect(grown(wasm, 7, 1)).toEqual(first);
});

test('x ln x is as near as a double can tell', () => {
  for (const x of [1, 2, 3, 5, 7, 10, 1000, 12_345, 2 ** 20 + 1, 2 ** 40 + 3, 2 ** 52])
    expect(Math.abs(timesLog(x) - x * Math.log(x))).toBeLessThanOrEqual(1e-15 * x * Math.log(x));
  expect(timesLog(0)).toBe(0);
});

test('sums of whole numbers fit, and whole answers lose nothing', () => {
  const y = Float64Array.from({ length: 1000 }, (_, row) => 5000 + row);
  const { values, valueUnit, centre, shift } = wholeNumbers({ y, classes: 0, weights: null });
  values.forEach((value, row) => expect(centre + value * valueUnit).toBe(y[row]));
  expect(values.reduce((sum, value) => sum + Math.abs(value), 0)).toBeLessThan(2 ** 52);
  expect(shift + Math.log2(1000)).toBeLessThan(63);
  for (const size of [1e-300, 1e-9, 1, 1e9, 1e300]) {
    const whole = wholeNumbers({ y: y.map((value) => value * size), classes: 0, weights: y });
    expect(whole.values.every((value) => Number.isSafeInteger(value * 1000))).toBe(true);
    expect(whole.weights.reduce((sum, value) => sum + value, 0)).toBeLessThan(2 ** whole.shift);
  }
});
