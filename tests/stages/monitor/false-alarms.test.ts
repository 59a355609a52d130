import { describe, expect, test } from 'vitest';
import { createRng, normal, type Rng } from '../../../src/core/rng.ts';
import { categoryColumn, type Column } from '../../../src/core/table.ts';
import { currentOf, numbersOf } from '../../../src/stages/monitor/current-column.ts';
import { driftTests } from '../../../src/stages/monitor/registry.ts';
import { referenceColumns } from '../../../src/stages/package/reference-columns.ts';

const numberColumn = (name: string, values: ArrayLike<number>): Column => ({ kind: 'number', name, values: Float64Array.from(values) });

/** Share of rounds in which a test of its own cries wolf at 5 %, nothing having changed. */
function falseAlarms(id: string, before: number, now: number, draw: (rng: Rng, rows: number) => Column, rounds: number): number {
  const rng = createRng(before + now);
  let alarms = 0;
  for (let round = 0; round < rounds; round++) {
    const [reference] = referenceColumns({ rows: before, columns: [draw(rng, before)] });
    const current = currentOf(reference!, draw(rng, now))!;
    if (driftTests.get(id).run(reference!, current).pValue! < 0.05) alarms++;
  }
  return alarms / rounds;
}

const ROUNDS = process.env['LATHE_FULL'] === undefined ? 250 : 5000;
const ALLOWED = 0.05 + 2.6 * Math.sqrt((0.05 * 0.95) / ROUNDS);
const smooth = (rng: Rng, rows: number) =>
  numberColumn(
    'x',
    Array.from({ length: rows }, () => normal(rng))
  );
const skewed = (rng: Rng, rows: number) =>
  numberColumn(
    'x',
    Array.from({ length: rows }, () => Math.exp(2 * normal(rng)))
  );
const whole = (rng: Rng, rows: number) =>
  numberColumn(
    'x',
    Array.from({ length: rows }, () => Math.floor(12 * rng() ** 2))
  );
const mostlyZero = (rng: Rng, rows: number) =>
  numberColumn(
    'x',
    Array.from({ length: rows }, () => (rng() < 0.9 ? 0 : 1000 * rng()))
  );
/** Levels as words come: the k-th most common one k times as rare, so that many have one row or a few. */
const zipf = (levels: number) => (rng: Rng, rows: number) =>
  categoryColumn('x', Array.from({ length: rows }, () => `l${Math.floor((levels + 1) ** rng()) - 1}`)); // prettier-ignore
/** Every level has about as many rows as are needed for a name: the worst case for naming by counts. */
const nearTheLimit = (levels: number) => (rng: Rng, rows: number) =>
  categoryColumn('x', Array.from({ length: rows }, () => `l${Math.floor(rng() * levels)}`)); // prettier-ignore

describe('false alarms of a single test stay within its level, however coarse the reference', () => {
  test.each([200, 500, 1000, 5000])('numbers, %i rows', { timeout: 120_000 }, (before) => {
    for (const now of [50, 300])
      for (const draw of [smooth, skewed, whole, mostlyZero])
        expect(falseAlarms('kolmogorov-smirnov', before, now, draw, ROUNDS), `${draw.name} ${now}`).toBeLessThanOrEqual(ALLOWED);
  });

  test.each([200, 500, 1000, 5000])('levels, %i rows', { timeout: 120_000 }, (before) => {
    for (const now of [50, 300, 1000])
      for (const [name, draw] of [
        ['zipf', zipf(300)],
        ['few', zipf(6)],
        ['near', nearTheLimit(before / 5)]
      ] as const)
        // prettier-ignore
        expect(falseAlarms('chi-square', before, now, draw, ROUNDS), `${name} ${now}`).toBeLessThanOrEqual(ALLOWED);
  });

  test('and a shift is still found: of half a deviation in two hundred rows against two hundred', () => {
    const rng = createRng(4);
    let found = 0;
    for (let round = 0; round < 100; round++) {
      const [reference] = referenceColumns({ rows: 200, columns: [smooth(rng, 200)] });
      const moved = Float64Array.from({ length: 200 }, () => normal(rng) + 0.5);
      if (driftTests.get('kolmogorov-smirnov').run(reference!, numbersOf('x', moved)).pValue! < 0.05) found++;
    }
    expect(found).toBeGreaterThan(95);
  });

  test('and a level that comes up is found, beside many rare ones', () => {
    const rng = createRng(5);
    let found = 0;
    for (let round = 0; round < 50; round++) {
      const [reference] = referenceColumns({ rows: 2000, columns: [zipf(300)(rng, 2000)] });
      const now = zipf(300)(rng, 350);
      const labels = [...now.labels, 'new'];
      const codes = Int32Array.from([...now.codes, ...new Array<number>(50).fill(labels.length - 1)]);
      const current = currentOf(reference!, { kind: 'category', name: 'x', codes, labels })!;
      if (driftTests.get('chi-square').run(reference!, current).pValue! < 0.05) found++;
    }
    expect(found).toBeGreaterThan(45);
  });
});
