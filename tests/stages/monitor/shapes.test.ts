import { expect, test } from 'vitest';
import { categoryColumn, type CategoryColumn } from '../../../src/core/table.ts';
import { levelsOf, numbersOf } from '../../../src/stages/monitor/current-column.ts';
import { shiftTable } from '../../../src/stages/monitor/shift-rows.ts';
import { shownBins } from '../../../src/stages/monitor/shown-bins.ts';
import { referenceColumns } from '../../../src/stages/package/reference-columns.ts';
import { latencyBins, trafficOverTime } from '../../../src/stages/monitor/traffic-shape.ts';

const number = (values: number[]) => {
  const [reference] = referenceColumns({
    rows: values.length,
    columns: [{ kind: 'number', name: 'mass', values: Float64Array.from(values) }]
  });
  return reference!;
};

test('both distributions of numbers stand in the same cells, and each sums to 1', () => {
  const before = Array.from({ length: 100 }, (_, i) => i);
  const now = numbersOf(
    'mass',
    Float64Array.from(before, (value) => value + 50)
  );
  const bins = shownBins(number(before), now, { kind: 'number' });
  expect(bins.length).toBeGreaterThanOrEqual(8);
  expect(bins.length).toBeLessThanOrEqual(10);
  for (const side of ['reference', 'current'] as const) expect(bins.reduce((sum, bin) => sum + bin[side], 0)).toBeCloseTo(1, 12);
  expect(bins[0]).toMatchObject({ current: 0 });
  expect(bins.at(-1)!.current).toBeGreaterThan(0.4);
  expect(bins.slice(1, -1).every(({ label }) => / to /.test(label))).toBe(true);
});

test('a constant has one cell, and a side without values none', () => {
  const threes = number(new Array<number>(30).fill(3));
  expect(shownBins(threes, numbersOf('mass', Float64Array.of(3)), { kind: 'number' })).toEqual([
    { label: 'up to 3', reference: 1, current: 1 }
  ]);
  expect(shownBins(threes, numbersOf('mass', Float64Array.of(3, 4)), { kind: 'number' })).toEqual([
    { label: 'up to 3', reference: 1, current: 0.5 },
    { label: 'over 3', reference: 0, current: 0.5 }
  ]);
  expect(shownBins(threes, numbersOf('mass', Float64Array.of(NaN)), { kind: 'number' })).toEqual([]);
});

test('levels stand by how common they are, new ones among them, and the rest in one cell', () => {
  const labels = Array.from({ length: 14 }, (_, i) => `l${i}`);
  const reference = {
    kind: 'category' as const,
    name: 'c',
    labels,
    counts: Float64Array.from(labels, () => 1),
    others: 0,
    rows: 14,
    missing: 0
  };
  const { codes, labels: seen } = categoryColumn('c', ['new', 'new', 'l1', 'l2']) as CategoryColumn;
  const bins = shownBins(reference, levelsOf(labels, 'c', seen, codes), { kind: 'number' });
  expect(bins[0]).toEqual({ label: 'new', reference: 0, current: 0.5 });
  expect(bins.at(-1)!.label).toBe('6 others');
  expect(bins.reduce((sum, bin) => sum + bin.reference, 0)).toBeCloseTo(1, 12);
  const rare = shownBins({ ...reference, others: 7, rows: 21 }, levelsOf(labels, 'c', seen, codes), { kind: 'number' });
  expect(rare.at(-1)!.label).toBe('rarer ones');
  expect(rare.reduce((sum, bin) => sum + bin.reference, 0)).toBeCloseTo(1, 12);
});

test('requests over time are counted once each, and errors have no latency', () => {
  const requests = Array.from({ length: 50 }, (_, i) => ({ at: 1000 + i * 200, status: i % 10 === 0 ? 422 : 200, rows: 1, latencyMs: i }));
  const spans = trafficOverTime(requests);
  expect(spans).toHaveLength(10);
  expect(spans.reduce((sum, span) => sum + span.requests, 0)).toBe(50);
  expect(spans.reduce((sum, span) => sum + span.errors, 0)).toBe(5);
  expect(latencyBins(requests).reduce((sum, bin) => sum + bin.count, 0)).toBe(45);
  expect(trafficOverTime([])).toEqual([]);
  expect(latencyBins([{ at: 1, status: 500, rows: 1, latencyMs: 3 }])).toEqual([]);
});

test('a shift moves what is named by so many deviations and leaves the rest, gaps and all', () => {
  const table = {
    rows: 4,
    columns: [
      { kind: 'number' as const, name: 'a', values: Float64Array.of(0.5, 2.5, NaN, 4.5) },
      { kind: 'number' as const, name: 'b', values: Float64Array.of(1, 2, 3, 4) },
      categoryColumn('c', ['x', 'x', 'y', 'x'])
    ]
  };
  const after = shiftTable(table, { columns: ['a', 'c'], by: 1 });
  expect(after.columns[0]).toMatchObject({ values: Float64Array.of(2.5, 4.5, NaN, 6.5) });
  expect(after.columns[1]).toBe(table.columns[1]);
  expect(after.columns[2]).toMatchObject({ codes: Int32Array.of(1, 1, 1, 1) });
  expect(table.columns[0]).toMatchObject({ values: Float64Array.of(0.5, 2.5, NaN, 4.5) });
  const half = shiftTable(table, { columns: ['c'], by: 0.5 }).columns[2] as { codes: Int32Array };
  expect([...half.codes].filter((code) => code === 1)).toHaveLength(3);
});
