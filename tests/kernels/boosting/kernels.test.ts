import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binCodes, binNumbers, bordersOf } from '../../../src/kernels/boosting/binning.ts';
import { addRows, collect, subtract } from '../../../src/kernels/boosting/histogram.ts';
import { leftTable, partition } from '../../../src/kernels/boosting/partition.ts';
import {
  hasBit,
  MIN_HESSIAN,
  noSplit,
  scanCategories,
  scanNumbers,
  scoreOf,
  type BestSplit
} from '../../../src/kernels/boosting/split-scan.ts';
import { addTree } from '../../../src/kernels/boosting/traverse.ts';

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
    const bins = new Uint8Array(10_000);
    binNumbers(values, borders, bins);
    const counts = Array.from({ length: 16 }, (_, bin) => bins.filter((known) => known === bin).length);
    for (const count of counts) expect(Math.abs(count - 625)).toBeLessThanOrEqual(1);
  });

  test('a value goes to the first bin whose border it does not exceed', () => {
    fc.assert(
      fc.property(numbers, numbers, (from, values) => {
        const borders = bordersOf(Float64Array.from(from).sort(), 9);
        const bins = new Uint8Array(values.length + 1);
        binNumbers(Float64Array.from([...values, NaN]), borders, bins);
        expect([...bins]).toEqual([...values.map((value) => borders.filter((border) => border < value).length), borders.length + 1]);
      })
    );
  });

  test('codes go to their bin, missing ones behind the last', () => {
    const bins = new Uint8Array(4);
    binCodes(Int32Array.of(2, -1, 0, 1), Uint8Array.of(1, 0, 1), 2, bins);
    expect([...bins]).toEqual([1, 2, 1, 0]);
  });
});

const leaf = fc.array(
  fc.record({
    bin: fc.integer({ min: 0, max: 5 }),
    gradient: fc.integer({ min: -9, max: 9 }),
    hessian: fc.integer({ min: 1, max: 4 }),
    isIn: fc.boolean()
  }),
  { minLength: 1, maxLength: 60 }
);

function histogramOf(rows: readonly { bin: number; gradient: number; hessian: number }[], bins = 6): Float64Array {
  const histogram = new Float64Array(bins * 3);
  for (const { bin, gradient, hessian } of rows) [gradient, hessian, 1].forEach((value, k) => (histogram[bin * 3 + k]! += value));
  return histogram;
}

function kernelHistogram(all: readonly { bin: number; gradient: number; hessian: number; isIn: boolean }[], isIn: boolean): Float64Array {
  const rows = Uint32Array.from(all.keys()).filter((row) => all[row]!.isIn === isIn);
  const [gradients, hessians] = [new Float64Array(all.length), new Float64Array(all.length)];
  collect(
    Float64Array.from(all, (row) => row.gradient),
    rows,
    0,
    rows.length,
    gradients
  );
  collect(
    Float64Array.from(all, (row) => row.hessian),
    rows,
    0,
    rows.length,
    hessians
  );
  const histogram = new Float64Array(18 + 3);
  addRows(
    Uint8Array.from(all, (row) => row.bin),
    rows,
    { from: 0, to: rows.length },
    gradients,
    hessians,
    histogram,
    3
  );
  return histogram.slice(3);
}

describe('histograms', () => {
  test('add up the rows of a leaf', () => {
    fc.assert(
      fc.property(leaf, (all) => {
        expect(kernelHistogram(all, true)).toEqual(histogramOf(all.filter((row) => row.isIn)));
      })
    );
  });

  test('parent less child is the sibling', () => {
    fc.assert(
      fc.property(leaf, (all) => {
        const parent = histogramOf(all);
        subtract(parent, kernelHistogram(all, true));
        expect(parent).toEqual(kernelHistogram(all, false));
      })
    );
  });
});

/** Tries every division of the bins that `divisions` lists, the long way. */
function bestGain(
  rows: readonly { bin: number; gradient: number; hessian: number }[],
  divisions: readonly (readonly number[])[],
  minSamplesLeaf: number,
  l2: number
): number {
  const sum = (some: typeof rows, key: 'gradient' | 'hessian') => some.reduce((total, row) => total + row[key], 0);
  const score = (some: typeof rows) => scoreOf(sum(some, 'gradient'), sum(some, 'hessian'), l2);
  return divisions.reduce((best, left) => {
    const [one, other] = [rows.filter((row) => left.includes(row.bin)), rows.filter((row) => !left.includes(row.bin))];
    if (Math.min(one.length, other.length) < minSamplesLeaf || Math.min(sum(one, 'hessian'), sum(other, 'hessian')) < MIN_HESSIAN)
      return best;
    return Math.max(best, score(one) + score(other) - score(rows));
  }, 0);
}

const totalsOf = (rows: readonly { gradient: number; hessian: number }[]) => ({
  gradient: rows.reduce((sum, row) => sum + row.gradient, 0),
  hessian: rows.reduce((sum, row) => sum + row.hessian, 0),
  rows: rows.length
});

/** The rows that a found split sends left, by what it says. */
const sentLeft = (rows: readonly { bin: number }[], best: BestSplit) => rows.filter((row) => leftTable(best, 5)[row.bin] === 1).length;

describe('split scans', () => {
  test.each([true, false])('find the best border, missing values on either side (%s)', (hasMissing) => {
    const upTo = (bin: number) => Array.from({ length: bin + 1 }, (_, i) => i);
    const borders = [0, 1, 2, 3, 4].map(upTo);
    const divisions = hasMissing ? [...borders, ...borders.map((left) => [...left, 5])] : borders;
    fc.assert(
      fc.property(leaf, fc.integer({ min: 1, max: 4 }), fc.constantFrom(0, 2.5), (all, minSamplesLeaf, l2) => {
        const rows = hasMissing ? all : all.filter((row) => row.bin < 5);
        const best = noSplit();
        scanNumbers(histogramOf(rows), 0, 5, hasMissing, 0, totalsOf(rows), { minSamplesLeaf, l2 }, best);
        expect(best.gain).toBeCloseTo(bestGain(rows, divisions, minSamplesLeaf, l2), 8);
        if (best.gain > 0 && hasMissing) expect(sentLeft(rows, best)).toBe(best.rowsLeft);
      })
    );
  });

  test('find the best division of levels, of all there are, when every level has support', () => {
    const rows = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 5, maxLength: 5 });
    const subsets = Array.from({ length: 30 }, (_, mask) => [0, 1, 2, 3, 4].filter((bin) => ((mask + 1) >> bin) & 1));
    fc.assert(
      fc.property(rows, (gradients) => {
        const all = gradients.flatMap((gradient, bin) => Array.from({ length: 12 }, () => ({ bin, gradient, hessian: 1 })));
        const best = noSplit();
        scanCategories(histogramOf(all), 0, 5, false, 0, totalsOf(all), { minSamplesLeaf: 1, l2: 0 }, best);
        expect(best.gain).toBeCloseTo(bestGain(all, subsets, 1, 0), 6);
        if (best.gain > 0) expect(all.filter((row) => hasBit(best.leftBins!, row.bin))).toHaveLength(best.rowsLeft);
      })
    );
  });
});

test('a partition keeps the order on both sides', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 50 }),
      fc.integer({ min: 0, max: 4 }),
      fc.boolean(),
      (bins, bin, missingLeft) => {
        const rows = Uint32Array.from(bins.keys());
        const middle = partition(
          Uint8Array.from(bins),
          leftTable({ bin, leftBins: null, missingLeft }, 5),
          rows,
          0,
          rows.length,
          new Uint32Array(rows.length)
        );
        const isLeft = (row: number) => (bins[row] === 5 ? missingLeft : bins[row]! <= bin);
        const all = [...bins.keys()];
        expect([...rows]).toEqual([...all.filter(isLeft), ...all.filter((row) => !isLeft(row))]);
        expect(middle).toBe(all.filter(isLeft).length);
      }
    )
  );
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
  addTree(tree, [Uint8Array.of(0, 1, 2, 3)], Uint32Array.of(0, 1, 2, 3), 1, 4, raw);
  expect([...raw]).toEqual([100, 105, 107, 107]);
});
