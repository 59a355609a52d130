import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import type { Column } from '../../../src/core/table.ts';
import { binColumn, type BinnedColumn } from '../../../src/stages/explore/cross/binned-column.ts';
import { crossFilter, type BinFilters } from '../../../src/stages/explore/cross/cross-filter.ts';

const rng = createRng(9);
const rows = 40_000;
const columns: Column[] = [
  { kind: 'number', name: 'a', values: Float64Array.from({ length: rows }, (_, i) => (i % 50 === 0 ? NaN : normal(rng))) },
  { kind: 'number', name: 'b', values: Float64Array.from({ length: rows }, () => Math.floor(12 * rng())) },
  { kind: 'category', name: 'c', codes: Int32Array.from({ length: rows }, () => Math.floor(5 * rng()) - 1), labels: ['p', 'q', 'r', 's'] }
];
const binned = columns.map((column) => binColumn(column, column.name === 'b'));

/** The same by looking at each row for each column. */
function plainly(all: readonly BinnedColumn[], filters: BinFilters) {
  const passes = ({ name, codes }: BinnedColumn, row: number) => filters[name]?.includes(codes[row]!) ?? true;
  const counts = all.map(({ missingBin }) => new Array<number>(missingBin + 1).fill(0));
  let kept = 0;
  for (let row = 0; row < rows; row++) {
    all.forEach((column, j) => {
      if (all.every((other) => other === column || passes(other, row))) counts[j]![column.codes[row]!]!++;
    });
    if (all.every((column) => passes(column, row))) kept++;
  }
  return { kept, counts };
}

describe('linked counts', () => {
  test.each([{}, { a: [10, 11, 12, 13, 30] }, { a: [20, 21, 22], c: [0, 4] }, { a: [], b: [1, 2, 3] }, { a: [64], b: [0], c: [1] }])(
    'are what looking at each row gives, under %j',
    (filters: BinFilters) => {
      const got = crossFilter(binned, filters, { x: 'a', y: 'b' });
      const wanted = plainly(binned, filters);
      expect(got.kept).toBe(wanted.kept);
      expect(got.counts.map((entry) => [...entry])).toEqual(wanted.counts);
      const both = [...got.grid!.counts].reduce((total, count) => total + count, 0);
      const missing = binned[0]!.codes.filter((code, row) => code === 64 && passesAll(filters, row)).length;
      expect(both).toBe(wanted.kept - missing);
    }
  );
});

const passesAll = (filters: BinFilters, row: number) => binned.every(({ name, codes }) => filters[name]?.includes(codes[row]!) ?? true);

describe('bins', () => {
  test('whole numbers of a small range have a bin each, and missing values one of their own', () => {
    const whole = binColumn({ kind: 'number', name: 'n', values: Float64Array.of(3, 5, NaN, 4) }, true);
    expect(whole).toMatchObject({ edges: [2.5, 3.5, 4.5, 5.5], missingBin: 3, hasMissing: true });
    expect([...whole.codes]).toEqual([0, 2, 3, 1]);
  });
  test('a few far values do not squeeze the rest into one bin, and are said to lie beyond', () => {
    const values = Float64Array.from({ length: 10_000 }, (_, i) => (i === 0 ? 1e6 : i % 100));
    const cut = binColumn({ kind: 'number', name: 'n', values }, false);
    expect(cut).toMatchObject({ beyond: { low: false, high: true } });
    expect(new Set(cut.codes).size).toBeGreaterThan(50);
    expect(cut.codes[0]).toBe(63);
  });
  test('rare levels share the last bin', () => {
    const labels = Array.from({ length: 40 }, (_, i) => `level ${i}`);
    const codes = Int32Array.from({ length: 4000 }, (_, i) => (i < 3000 ? i % 10 : i % 40));
    const cut = binColumn({ kind: 'category', name: 'c', codes, labels }, false);
    expect(cut).toMatchObject({ kind: 'category', restLevels: 17, missingBin: 24, hasMissing: false });
    expect(cut.kind === 'category' && cut.labels.at(-1)).toBe('17 other values');
  });
  test('a constant, an empty and an infinite column can be cut', () => {
    for (const values of [Float64Array.of(2, 2), Float64Array.of(NaN, NaN), Float64Array.of(1, Infinity, -Infinity)]) {
      const cut = binColumn({ kind: 'number', name: 'n', values }, false);
      expect(Math.max(...cut.codes)).toBeLessThanOrEqual(cut.missingBin);
    }
    expect(crossFilter([], {}, null)).toMatchObject({ rows: 0, kept: 0 });
  });
});
