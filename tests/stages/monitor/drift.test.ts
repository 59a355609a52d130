import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRng, normal, type Rng } from '../../../src/core/rng.ts';
import { categoryColumn, type Column, type Table } from '../../../src/core/table.ts';
import type { ReferenceColumn } from '../../../src/predict/package-type.ts';
import { correct } from '../../../src/stages/monitor/correction.ts';
import { driftReport } from '../../../src/stages/monitor/drift-report.ts';
import { levelsOf, numbersOf } from '../../../src/stages/monitor/current-column.ts';
import { driftTests } from '../../../src/stages/monitor/registry.ts';
import { referenceColumns } from '../../../src/stages/package/reference-columns.ts';
import { quietContext } from '../explore/read-sample.ts';

interface Fixture {
  readonly numbers: readonly {
    readonly reference: number[];
    readonly current: number[];
    readonly ks: number;
    readonly p: number;
    readonly wasserstein: number;
  }[];
  readonly levels: readonly {
    readonly reference: number[];
    readonly current: number[];
    readonly chi2: number;
    readonly p: number;
    readonly jensenShannon: number;
  }[];
  readonly corrections: { readonly raw: number[]; readonly holm: number[]; readonly bh: number[] };
}
const fixture = JSON.parse(readFileSync(join(import.meta.dirname, '../../reference/drift.json'), 'utf8')) as Fixture;

const numberColumn = (name: string, values: ArrayLike<number>): Column => ({ kind: 'number', name, values: Float64Array.from(values) });
const numberReference = (values: ArrayLike<number>) => referenceColumns({ rows: values.length, columns: [numberColumn('x', values)] })[0]!;
const levelReference = (counts: readonly number[]): ReferenceColumn => ({
  kind: 'category',
  name: 'c',
  labels: counts.map((_, i) => `l${i}`),
  counts: Float64Array.from(counts),
  rows: counts.reduce((a, b) => a + b, 0),
  missing: 0
});
const levelCurrent = (counts: readonly number[]) => {
  const labels = counts.map((_, i) => `l${i}`);
  return levelsOf(labels, 'c', labels, Int32Array.from(counts.flatMap((count, code) => Array.from({ length: count }, () => code))));
};

describe('against SciPy', () => {
  test.each(fixture.numbers.map((entry, i) => [i, entry] as const))('numbers %i', (_i, { reference, current, ks, p, wasserstein }) => {
    const now = numbersOf('x', Float64Array.from(current));
    const result = driftTests.get('kolmogorov-smirnov').run(numberReference(reference), now);
    expect(result.statistic).toBeCloseTo(ks, 12);
    expect(Math.abs(Math.log10(result.pValue!) - Math.log10(p))).toBeLessThan(0.06 * Math.max(1, -Math.log10(p)));
    expect(driftTests.get('wasserstein').run(numberReference(reference), now).statistic).toBeCloseTo(wasserstein, 10);
  });

  test.each(fixture.levels.map((entry, i) => [i, entry] as const))('levels %i', (_i, { reference, current, chi2, p, jensenShannon }) => {
    const result = driftTests.get('chi-square').run(levelReference(reference), levelCurrent(current));
    expect(result.statistic).toBeCloseTo(chi2, 9);
    expect(result.pValue!).toBeCloseTo(p, 10);
    expect(driftTests.get('jensen-shannon').run(levelReference(reference), levelCurrent(current)).statistic).toBeCloseTo(jensenShannon, 9);
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
      const reference = isNumber ? numberReference([1, 2, 3]) : levelReference([2, 3]);
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

  test('a thinned reference never makes the gap larger, and hardly smaller', () => {
    const rng = createRng(1);
    const before = Float64Array.from({ length: 20_000 }, () => normal(rng));
    const now = Float64Array.from({ length: 5000 }, () => normal(rng) + 0.05);
    const whole: ReferenceColumn = { kind: 'number', name: 'x', quantiles: before.slice().sort(), rows: before.length, missing: 0 };
    const ks = driftTests.get('kolmogorov-smirnov');
    const exact = ks.run(whole, numbersOf('x', now)).statistic;
    const thinned = ks.run(numberReference(before), numbersOf('x', now)).statistic;
    expect(thinned).toBeLessThanOrEqual(exact + 1e-4);
    expect(thinned).toBeGreaterThan(exact - 0.0015);
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
