import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binCodes, binColumn, binNumbers, bordersOf, columnsOfBins } from '../../../src/kernels/trees/binning.ts';
import { fixedPoint } from '../../../src/kernels/trees/fixed-point.ts';
import { scanCategories } from '../../../src/kernels/trees/scan-categories.ts';
import { hasBit, leftTable, MIN_HESSIAN, noSplit, scoreOf, UNBOUND, type BestSplit, type Scan } from '../../../src/kernels/trees/split.ts';
import type { FeatureShape } from '../../../src/kernels/trees/tree-kernel.ts';
import { addTree } from '../../../src/stages/train/boosting/traverse.ts';
import { histogramOf, inUnits, kernels, openLeaf, type LeafRow, type Opened, type OpenKernel } from './support.ts';

/** The kernels beside plain twins that say the same without care for speed. */
const numbers = fc.array(fc.oneof(fc.integer({ min: -20, max: 20 }), fc.double({ noNaN: true, min: -1e6, max: 1e6 })), {
  minLength: 1,
  maxLength: 80
});

describe('binning', () => {
  test('a border lies between each pair of different neighbours when bins suffice', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const sorted = Float64Array.from(values).sort();
        const distinct = [...new Set(sorted)];
        expect([...bordersOf(sorted, 255)]).toEqual(distinct.slice(1).map((value, i) => value * 0.5 + distinct[i]! * 0.5));
      })
    );
  });

  test('too many values are cut into bins of about equal size', () => {
    const values = Float64Array.from({ length: 10_000 }, (_, i) => (i / 100) ** 3);
    const borders = bordersOf(values, 16);
    const bins = columnsOfBins(10_000, 1);
    binNumbers(values, borders, bins, 0);
    const counts = Array.from({ length: 16 }, (_, bin) => bins.bytes.filter((known) => known === bin).length);
    for (const count of counts) expect(Math.abs(count - 625)).toBeLessThanOrEqual(1);
  });

  test('codes go to their bin, missing ones behind the last', () => {
    const bins = { bytes: new Uint8Array(12), starts: [0, 1], steps: [3, 3] };
    binCodes(Int32Array.of(2, -1, 0, 1), Uint8Array.of(1, 0, 1), 2, bins, 1);
    expect([...binColumn(bins, 1, 4)]).toEqual([1, 2, 1, 0]);
    expect([...binColumn(bins, 0, 4)]).toEqual([0, 0, 0, 0]);
  });
});

const leaf = fc.array(fc.record({ bin: fc.integer({ min: 0, max: 5 }), gradient: fc.integer({ min: -9, max: 9 }), isIn: fc.boolean() }), {
  minLength: 1,
  maxLength: 60
});

const shape: FeatureShape = { bins: 5, hasMissing: true, isCategory: false, trend: 0 };
const plainShape: FeatureShape = { bins: 5, hasMissing: false, isCategory: false, trend: 0 };
const allIn = (all: readonly LeafRow[]) => all.map((row) => ({ ...row, isIn: true }));

function expectedHistogram(rows: readonly LeafRow[]): number[] {
  const histogram = Array.from({ length: 18 }, () => 0);
  for (const { bin, gradient, isIn } of rows) if (isIn) [gradient, 1, 1].forEach((value, k) => (histogram[bin * 3 + k]! += value));
  return histogram;
}

/** Tries every division of the bins that `divisions` lists, the long way. */
function bestGain(rows: readonly LeafRow[], divisions: readonly (readonly number[])[], minSamplesLeaf: number, l2: number): number {
  const score = (some: readonly LeafRow[]) =>
    scoreOf(
      some.reduce((total, row) => total + row.gradient, 0),
      some.length,
      { l1: 0, l2 }
    );
  return divisions.reduce((best, left) => {
    const [one, other] = [rows.filter((row) => left.includes(row.bin)), rows.filter((row) => !left.includes(row.bin))];
    if (Math.min(one.length, other.length) < Math.max(minSamplesLeaf, MIN_HESSIAN)) return best;
    return Math.max(best, score(one) + score(other) - score(rows));
  }, 0);
}

const scanOf = ({ scale, rows, kernel }: Opened, limits: Scan['limits']): Scan => ({
  totals: { ...kernel.begin(0), rows },
  limits,
  gradientUnit: 1 / scale.gradientScale,
  hessianUnit: 1 / scale.hessianScale,
  bounds: UNBOUND,
  allowed: null
});

/** The rows that a found split sends left, by what it says. */
const sentLeft = (rows: readonly LeafRow[], best: BestSplit) => rows.filter((row) => leftTable(best, 5)[row.bin] === 1).length;

const emptyRoom = { outputs: 1, weights: null, train: new Uint32Array(0), held: new Uint32Array(0) };

describe.each(kernels)('the kernel: %s', (_, open) => {
  test('a value goes to the first bin whose border it does not exceed', async () => {
    await fc.assert(
      fc.asyncProperty(numbers, numbers, async (from, given) => {
        const values = Float64Array.from([...given, NaN, Infinity, -Infinity]);
        const borders = bordersOf(Float64Array.from(from).sort(), 9);
        const kernel = await open({ ...emptyRoom, rows: values.length, features: 1, y: values });
        kernel.placeNumbers(0, values, borders, 0, values.length);
        const place = (value: number) => (Number.isNaN(value) ? borders.length + 1 : borders.filter((border) => border < value).length);
        expect([...binColumn(kernel.bins(), 0, values.length)]).toEqual(Array.from(values, place));
        expect([...kernel.sorted(values)]).toEqual([...values.filter((value) => !Number.isNaN(value)).sort()]);
      })
    );
  });

  test.each<[string, (i: number) => number]>([
    ['even', (i) => Math.sin(i) * 1e3],
    ['far apart', (i) => Math.exp(20 * Math.sin(i))],
    ['crowded at one end', (i) => (i === 7 ? 1e9 : Math.sin(i))],
    ['few and alike', (i) => i % 5],
    ['one', () => 4],
    ['with zeros of both signs, gaps and no end', (i) => [0, -0, NaN, Infinity, -Infinity, Math.cos(i)][i % 6]!]
  ])('sorts and places numbers: %s', async (_said, make) => {
    const values = Float64Array.from({ length: 3000 }, (_empty, i) => make(i));
    const kernel = await open({ ...emptyRoom, rows: 3000, features: 10, y: values });
    const sorted = values.filter((value) => !Number.isNaN(value)).sort();
    expect(Float64Array.from(kernel.sorted(values))).toEqual(sorted);
    const borders = bordersOf(sorted, 255);
    kernel.placeNumbers(9, values, borders, 0, 3000);
    const wanted = columnsOfBins(3000, 1);
    binNumbers(values, borders, wanted, 0);
    expect(binColumn(kernel.bins(), 9, 3000)).toEqual(wanted.bytes);
  });

  test.each([256, 300, 1000, 54_321])(
    'bins that are finer towards the ends: one row there, more and more inwards, all of %i rows told',
    (rows) => {
      const borders = [
        ...bordersOf(
          Float64Array.from({ length: rows }, (_empty, i) => i),
          255,
          'fine-ends'
        )
      ];
      const sizes = [...borders, rows - 0.5].map((border, bin) => border - (borders[bin - 1] ?? -0.5));
      expect(sizes).toHaveLength(255);
      expect([sizes[0], sizes.at(-1)]).toEqual([1, 1]);
      const inwards = sizes.slice(0, 128).map(Math.round);
      expect(inwards.every((size, bin) => bin === 0 || size >= inwards[bin - 1]! - 1)).toBe(true);
      expect(Math.max(...sizes)).toBeLessThan((4 * rows) / 255 + 2);
    }
  );

  test('histograms add up the rows of a leaf', async () => {
    await fc.assert(
      fc.asyncProperty(leaf, async (all) => {
        expect(histogramOf(await openLeaf(open, all, shape))).toEqual(expectedHistogram(all));
      })
    );
  });

  test('parent less child is the sibling, to the last bit', async () => {
    await fc.assert(
      fc.asyncProperty(leaf, async (all) => {
        const whole = await openLeaf(open, allIn(all), shape);
        const middle = all.filter(({ bin }) => bin <= 2 || bin === 5).length;
        whole.kernel.partition(0, leftTable({ bin: 2, leftBins: null, missingLeft: true }, 5), 0, middle, all.length);
        const [parent, child] = [whole.kernel.take(), whole.kernel.take()];
        whole.kernel.count(parent, 0, all.length);
        whole.kernel.count(child, 0, middle);
        whole.kernel.subtract(parent, child);
        const right = all.map((row) => ({ ...row, isIn: row.bin === 3 || row.bin === 4 }));
        expect(inUnits(whole.kernel.levels(parent, 0), whole.scale)).toEqual(expectedHistogram(right));
      })
    );
  });

  test.each([true, false])('scans find the best border, missing values on either side (%s)', async (hasMissing) => {
    const borders = [0, 1, 2, 3, 4].map((bin) => Array.from({ length: bin + 1 }, (_empty, i) => i));
    const divisions = hasMissing ? [...borders, ...borders.map((left) => [...left, 5])] : borders;
    await fc.assert(
      fc.asyncProperty(leaf, fc.integer({ min: 1, max: 4 }), fc.constantFrom(0, 2.5), async (all, minSamplesLeaf, l2) => {
        const rows = allIn(hasMissing ? all : all.filter((row) => row.bin < 5));
        if (rows.length === 0) return;
        const opened = await openLeaf(open, rows, hasMissing ? shape : plainShape);
        const best = noSplit();
        const histogram = opened.kernel.take();
        opened.kernel.count(histogram, 0, rows.length);
        opened.kernel.scanNumbers([{ histogram, scan: scanOf(opened, { minSamplesLeaf, l1: 0, l2 }), best }]);
        expect(best.gain).toBeCloseTo(bestGain(rows, divisions, minSamplesLeaf, l2), 8);
        if (best.gain > 0 && hasMissing) expect(sentLeft(rows, best)).toBe(best.rowsLeft);
      })
    );
  });

  test('the best division of levels is found, of all there are, when every level has support', async () => {
    const subsets = Array.from({ length: 30 }, (_empty, mask) => [0, 1, 2, 3, 4].filter((bin) => ((mask + 1) >> bin) & 1));
    const gradients = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 5, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(gradients, async (each) => {
        const all = each.flatMap((gradient, bin) => Array.from({ length: 12 }, () => ({ bin, gradient, isIn: true })));
        const opened = await openLeaf(open, all, { ...plainShape, isCategory: true });
        const histogram = opened.kernel.take();
        opened.kernel.count(histogram, 0, all.length);
        const best = noSplit();
        const scan = scanOf(opened, { minSamplesLeaf: 1, l1: 0, l2: 0 });
        opened.kernel.scanNumbers([{ histogram, scan, best }]);
        expect(best.gain).toBe(0);
        scanCategories(opened.kernel.levels(histogram, 0), { bins: 5, hasMissing: false, feature: 0, oneHot: 4 }, scan, best);
        expect(best.gain).toBeCloseTo(bestGain(all, subsets, 1, 0), 6);
        if (best.gain > 0) expect(all.filter((row) => hasBit(best.leftBins!, row.bin))).toHaveLength(best.rowsLeft);
      })
    );
  });

  test('a partition keeps the order on both sides, and a value goes to the rows of its leaf', async () => {
    await fc.assert(
      fc.asyncProperty(leaf, fc.integer({ min: 0, max: 4 }), fc.boolean(), async (all, bin, missingLeft) => {
        const { kernel, rows } = await openLeaf(open, allIn(all), shape);
        const isLeft = (row: number) => (all[row]!.bin === 5 ? missingLeft : all[row]!.bin <= bin);
        const places = [...all.keys()];
        const middle = places.filter(isLeft).length;
        kernel.partition(0, leftTable({ bin, leftBins: null, missingLeft }, 5), 0, middle, rows);
        expect([...kernel.order()]).toEqual([...places.filter(isLeft), ...places.filter((row) => !isLeft(row))]);
        kernel.addValue(0, 0, middle, 2.5);
        expect([...kernel.raw(0)]).toEqual(places.map((row) => (isLeft(row) ? 2.5 : 0)));
      })
    );
  });
});

/** Of 21 features: not a whole number of groups of eight, some of them not counted, over rows in and out of their order. */
test('both kernels count the same of many features', async () => {
  const [features, rows] = [21, 5000];
  const every = Uint32Array.from({ length: rows }, (_, row) => row);
  const counted = Uint8Array.from({ length: features }, (_, j) => (j === 2 || j === 9 || j === 20 ? 0 : 1));
  const shuffled = every.map((row) => (row * 1237) % rows);
  const levelsBy = async (open: OpenKernel) => {
    const y = Int32Array.from(every, (row) => row % 2);
    const kernel = await open({ ...emptyRoom, rows, features, train: every, y });
    const { bytes, starts, steps } = kernel.bins();
    for (let j = 0; j < features; j++) for (const row of every) bytes[starts[j]! + steps[j]! * row] = (row * (j + 3)) % (30 + j);
    kernel.layOut(Array.from({ length: features }, (_, j) => ({ ...plainShape, bins: 30 + j })));
    const scale = fixedPoint(rows, 1, 0.25);
    for (let from = 0; from < rows; from += kernel.piece)
      kernel.loss({ kind: 'binary', parameter: 0 }, 'train', from, Math.min(rows, from + kernel.piece), scale);
    return [every, shuffled, every.filter((row) => row % 3 > 0), every.subarray(700, 701)].flatMap((asked) =>
      [null, counted].map((mask) => {
        kernel.begin(0, asked, mask);
        const histogram = kernel.take();
        kernel.count(histogram, 0, asked.length);
        const levels = Array.from({ length: features }, (_, j) => [...kernel.levels(histogram, j)]);
        kernel.give(histogram);
        return levels;
      })
    );
  };
  const [plain, wasm] = await Promise.all(kernels.map(([, open]) => levelsBy(open)));
  expect(wasm).toEqual(plain);
  expect(plain![1]![2]!.every((value) => value === 0)).toBe(true);
});

test('a walk down a tree adds the leaf it ends in', () => {
  const goesLeft = leftTable({ bin: 1, leftBins: null, missingLeft: false }, 3);
  const tree = {
    feature: Int32Array.of(0, -1, -1),
    left: Int32Array.of(1, -1, -1),
    right: Int32Array.of(2, -1, -1),
    value: Float64Array.of(0, 5, 7),
    goesLeft: [goesLeft, null, null]
  };
  const raw = Float64Array.of(100, 100, 100, 100);
  addTree(tree, { bytes: Uint8Array.of(9, 0, 9, 1, 9, 2, 9, 3), starts: [1], steps: [2] }, Uint32Array.of(0, 1, 2, 3), 1, 4, raw);
  expect([...raw]).toEqual([100, 105, 107, 107]);
});
