import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRng, normal, type Rng } from '../../../src/core/rng.ts';
import { categoryColumn, type Column, type Table } from '../../../src/core/table.ts';
import type { ReferenceColumn } from '../../../src/predict/package-type.ts';
import { correct } from '../../../src/kernels/correct-p-values.ts';
import { driftReport } from '../../../src/stages/monitor/drift-report.ts';
import { levelsOf, numbersOf } from '../../../src/stages/monitor/current-column.ts';
import { driftTests } from '../../../src/stages/monitor/registry.ts';
import { judgeUnlisted } from '../../../src/stages/monitor/unlisted.ts';
import { referenceColumns } from '../../../src/stages/package/reference-columns.ts';
import { quietContext } from '../explore/read-sample.ts';

interface Fixture {
  readonly numbers: readonly {
    readonly reference: number[];
    readonly current: number[];
    readonly edges: number[];
    readonly below: number[];
    readonly ks: number;
    readonly p: number;
    readonly wasserstein: number;
    readonly wholeKs: number;
    readonly wholeP: number;
    readonly wholeWasserstein: number;
  }[];
  readonly levels: readonly {
    readonly reference: number[];
    readonly current: number[];
    readonly chi2: number;
    readonly p: number;
    readonly jensenShannon: number;
  }[];
  readonly unlisted: readonly {
    readonly others: number;
    readonly onLimit: number;
    readonly found: number;
    readonly before: number;
    readonly now: number;
    readonly chance: number;
  }[];
  readonly corrections: { readonly raw: number[]; readonly holm: number[]; readonly bh: number[] };
}
const fixture = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/drift.json'), 'utf8')) as Fixture;

const numberColumn = (name: string, values: ArrayLike<number>): Column => ({ kind: 'number', name, values: Float64Array.from(values) });
const numberReference = (values: ArrayLike<number>) => referenceColumns({ rows: values.length, columns: [numberColumn('x', values)] })[0]!;
const levelReference = (counts: readonly number[], others = 0): Extract<ReferenceColumn, { kind: 'category' }> => ({
  kind: 'category',
  name: 'c',
  labels: counts.map((_, i) => `l${i}`),
  counts: Float64Array.from(counts),
  others,
  rows: counts.reduce((a, b) => a + b, others),
  missing: 0
});
const levelCurrent = (counts: readonly number[]) => {
  const labels = counts.map((_, i) => `l${i}`);
  return levelsOf(labels, 'c', labels, Int32Array.from(counts.flatMap((count, code) => Array.from({ length: count }, () => code))));
};

describe('against SciPy', () => {
  test.each(fixture.numbers.map((entry, i) => [i, entry] as const))('numbers %i', (_i, entry) => {
    const now = numbersOf('x', Float64Array.from(entry.current));
    const { edges, below } = entry;
    const rows = entry.reference.length;
    const reference = {
      kind: 'number',
      name: 'x',
      edges: Float64Array.from(edges),
      below: Float64Array.from(below),
      rows,
      missing: 0
    } as const;
    const result = driftTests.get('kolmogorov-smirnov').run(reference, now);
    expect(result.statistic).toBeCloseTo(entry.ks, 12);
    expect(result.pValue! / entry.p).toBeCloseTo(1, 8);
    expect(driftTests.get('wasserstein').run(reference, now).statistic).toBeCloseTo(entry.wasserstein, 10);
  });

  test.each(fixture.numbers.map((entry, i) => [i, entry] as const))('numbers %i: edges never see more than all values do', (_i, entry) => {
    const now = numbersOf('x', Float64Array.from(entry.current));
    const own = numberReference(entry.reference);
    const { statistic, pValue } = driftTests.get('kolmogorov-smirnov').run(own, now);
    expect(statistic).toBeLessThanOrEqual(entry.wholeKs + 1e-12);
    expect(statistic).toBeGreaterThan(entry.wholeKs - 0.06);
    expect(Math.log10(pValue!)).toBeGreaterThan(Math.log10(entry.wholeP) - 0.06 * Math.max(1, -Math.log10(entry.wholeP)));
    const moved = driftTests.get('wasserstein').run(own, now).statistic;
    expect(Math.abs(moved - entry.wholeWasserstein)).toBeLessThan(0.05 + 0.25 * entry.wholeWasserstein);
  });

  test.each(fixture.unlisted.map((entry, i) => [i, entry] as const))('levels without a name %i', (_i, entry) => {
    const { others, onLimit, found, before, now, chance } = entry;
    const named = new Array<number>(onLimit).fill(5);
    const reference = levelReference([...named, before - others - 5 * onLimit], others);
    expect(judgeUnlisted(reference, found, now).chance / chance).toBeCloseTo(1, 8);
  });

  test('corrections for many tests', () => {
    const { raw, holm, bh } = fixture.corrections;
    correct(raw, 'holm').forEach((p, i) => expect(p).toBeCloseTo(holm[i]!, 12));
    correct(raw, 'benjamini-hochberg').forEach((p, i) => expect(p).toBeCloseTo(bh[i]!, 12));
    expect(correct([NaN, 0.04], 'holm')).toEqual([NaN, 0.04]);
  });
});

describe('edges', () => {
  test('nothing to compare gives no number, not an exception', () => {
    for (const drift of driftTests.all) {
      const isNumber = drift.accepts.includes('number');
      const reference = isNumber ? numberReference(Array.from({ length: 40 }, (_, i) => i)) : levelReference([2, 3]);
      const empty = isNumber ? numbersOf('x', Float64Array.of(NaN)) : levelCurrent([0, 0]);
      expect(drift.run(reference, empty).statistic).toBeNaN();
    }
  });

  test('the same values: no distance at all', () => {
    const values = Array.from({ length: 50 }, (_, i) => i % 7);
    const now = numbersOf('x', Float64Array.from(values));
    expect(
      driftTests.all.filter(({ accepts }) => accepts.includes('number')).map((each) => each.run(numberReference(values), now).statistic)
    ).toEqual([0, 0, 0, 0]);
  });

  test('rows with a level that was never seen are no chance, unless the reference is full of levels seen once', () => {
    const { pValue } = driftTests.get('chi-square').run(levelReference([500, 500]), levelCurrent([45, 45, 10]));
    expect(pValue).toBeLessThan(1e-6);
    const names = Array.from({ length: 300 }, () => 1);
    expect(
      driftTests.get('chi-square').run(levelReference(names), levelCurrent([...names.map((_, i) => Number(i < 40)), 1, 1, 1])).pValue
    ).toBeGreaterThan(0.5);
  });

  test('a reference of edges never makes the gap larger, and hardly smaller', () => {
    const rng = createRng(1);
    const before = Float64Array.from({ length: 20_000 }, () => normal(rng)).sort();
    const now = Float64Array.from({ length: 5000 }, () => normal(rng) + 0.05).sort();
    const upTo = (sorted: Float64Array, value: number) => sorted.filter((one) => one <= value).length / sorted.length;
    const exact = Math.max(...now.filter((_, i) => i % 10 === 0).map((value) => Math.abs(upTo(before, value) - upTo(now, value))));
    const atEdges = driftTests.get('kolmogorov-smirnov').run(numberReference(before), numbersOf('x', now)).statistic;
    expect(atEdges).toBeLessThanOrEqual(exact + 0.001);
    expect(atEdges).toBeGreaterThan(exact - 0.006);
  });

  test('packages of an earlier Lathe, which hold quantiles and name every level, are still read', async () => {
    const rng = createRng(8);
    const values = Float64Array.from({ length: 3000 }, () => Math.round(normal(rng) * 20) / 10).sort();
    const thinned = Float64Array.from({ length: 1001 }, (_, i) => values[Math.round((i * 2999) / 1000)]!);
    const few = values.filter((_, i) => i % 30 === 0);
    const old = [
      { kind: 'number', name: 'whole', quantiles: few, rows: 100, missing: 0 },
      { kind: 'number', name: 'thinned', quantiles: thinned, rows: 3000, missing: 0 },
      { kind: 'category', name: 'level', labels: ['a', 'b', 'c'], counts: Float64Array.of(60, 39, 1), rows: 100, missing: 0 }
    ] as unknown as ReferenceColumn[];
    const now = (shift: number): Table => {
      const drawn = Array.from({ length: 400 }, () => Math.round(normal(rng) * 20) / 10 + shift);
      const levels = Array.from({ length: 400 }, () => (rng() < 0.6 ? 'a' : 'b'));
      return { rows: 400, columns: [numberColumn('whole', drawn), numberColumn('thinned', drawn), categoryColumn('level', levels)] };
    };
    const reference = { columns: old, prediction: old[0]! };
    const still = await driftReport(reference, now(0), numberColumn('answer', values.subarray(0, 400)), quietContext());
    expect(still.columns.map(({ alarm }) => alarm)).toEqual([false, false, false]);
    const moved = await driftReport(reference, now(1.5), numberColumn('answer', values), quietContext());
    expect(moved.columns.map(({ alarm }) => alarm)).toEqual([true, true, false]);
  });
});

describe('simulations', () => {
  const labels = ['a', 'b', 'c', 'd'];
  /** Ten columns: smooth, skewed, whole numbers with many ties, and categories. */
  const draw = (rng: Rng, rows: number, shift = 0): Table => {
    const make = (of: () => number) => Float64Array.from({ length: rows }, of);
    const columns: Column[] = [
      ...[0, 1, 2].map((i) =>
        numberColumn(
          `smooth${i}`,
          make(() => normal(rng) + (i === 0 ? shift : 0))
        )
      ),
      ...[0, 1].map((i) =>
        numberColumn(
          `skewed${i}`,
          make(() => Math.exp(normal(rng)))
        )
      ),
      ...[0, 1].map((i) =>
        numberColumn(
          `whole${i}`,
          make(() => Math.floor(rng() * 6))
        )
      ),
      ...[0, 1, 2].map((i) =>
        categoryColumn(
          `level${i}`,
          Array.from({ length: rows }, () => labels[Math.floor(Math.sqrt(rng() + (i === 0 ? shift : 0) * 0.3) * 3.9) % 4]!),
          labels
        )
      )
    ];
    return { rows, columns };
  };
  const answers = (rng: Rng, rows: number) =>
    numberColumn(
      'answer',
      Array.from({ length: rows }, () => normal(rng))
    );

  async function rounds(count: number, before: number, now: number, shift: number) {
    const rng = createRng(99 + before);
    let [significant, alarms] = [0, 0];
    for (let round = 0; round < count; round++) {
      const old = draw(rng, before);
      const reference = {
        columns: referenceColumns(old),
        prediction: referenceColumns({ rows: before, columns: [answers(rng, before)] })[0]!
      };
      const { columns } = await driftReport(reference, draw(rng, now, shift), answers(rng, now), quietContext());
      if (columns.some(({ correctedPValue }) => correctedPValue < 0.05)) significant++;
      if (columns.some(({ alarm }) => alarm)) alarms++;
    }
    return { significant: significant / count, alarms: alarms / count };
  }

  test.each([
    [800, 300],
    [2500, 600]
  ])('no drift, %i rows against %i: the family of ten columns cries wolf in at most one of twenty reports', async (before, now) => {
    const { significant, alarms } = await rounds(250, before, now, 0);
    expect(significant).toBeLessThanOrEqual(0.05 + 2.6 * Math.sqrt((0.05 * 0.95) / 250));
    expect(alarms).toBeLessThanOrEqual(0.01);
  });

  test('a shift of half a deviation is found nearly always', async () => {
    const { alarms } = await rounds(60, 2000, 500, 0.5);
    expect(alarms).toBeGreaterThan(0.95);
  });

  test('a shift too small to matter raises no alarm, however many rows prove it', async () => {
    const { significant, alarms } = await rounds(5, 30_000, 30_000, 0.06);
    expect([significant, alarms]).toEqual([1, 0]);
  });
});

test('missing columns and too few rows are told, not judged', async () => {
  const rng = createRng(2);
  const table: Table = {
    rows: 100,
    columns: [
      numberColumn(
        'x',
        Array.from({ length: 100 }, () => normal(rng))
      ),
      categoryColumn(
        'c',
        Array.from({ length: 100 }, () => 'a')
      )
    ]
  };
  const reference = { columns: referenceColumns(table), prediction: numberReference([1, 2, 3]) };
  const few: Table = { rows: 5, columns: [numberColumn('x', [9, 9, 9, 9, NaN])] };
  const { columns, prediction } = await driftReport(reference, few, numberColumn('answer', [1, 2]), quietContext());
  expect(columns.map(({ note, alarm }) => [note, alarm])).toEqual([
    ['Only 4 values: 20 are needed to tell.', false],
    ['The column is not among the logged rows.', false]
  ]);
  expect(columns[0]!.missingShare).toEqual({ before: 0, now: 0.2 });
  expect(prediction.alarm).toBe(false);
});
