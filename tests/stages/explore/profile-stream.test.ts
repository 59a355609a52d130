import { describe, expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import { sliceColumn, textColumn, type Column, type Table } from '../../../src/core/table.ts';
import type { ColumnSource, TableSource } from '../../../src/stages/explore/column-source.ts';
import { profileSource, profileTable } from '../../../src/stages/explore/profile.ts';
import type { NumberProfile, Profile, TextProfile } from '../../../src/stages/explore/profile-type.ts';
import { quietContext } from './read-sample.ts';

const ROWS = 250_000;
const PIECE = 30_000;

/** A table read in pieces, which counts how often a column stands in memory whole. */
function inPieces({ rows, columns }: Table): TableSource & { wholes: string[] } {
  const wholes: string[] = [];
  const source = (column: Column): ColumnSource => ({
    name: column.name,
    kind: column.kind,
    whole: () => (wholes.push(column.name), Promise.resolve(column)),
    async *pieces() {
      for (let from = 0; from < rows; from += PIECE) yield await Promise.resolve(sliceColumn(column, from, Math.min(rows, from + PIECE)));
    }
  });
  return { rows, columns: columns.map(source), wholes };
}

function makeTable(): Table {
  const rng = createRng(2);
  const numbers = (draw: (row: number) => number) => Float64Array.from({ length: ROWS }, (_, row) => draw(row));
  const columns: Column[] = [
    { kind: 'number', name: 'normal', values: numbers(() => 1e6 + normal(rng)) },
    { kind: 'number', name: 'lopsided', values: numbers(() => (rng() < 0.1 ? NaN : Math.exp(2 * normal(rng)))) },
    { kind: 'number', name: 'whole', values: numbers(() => (rng() < 0.02 ? NaN : Math.floor(rng() * 90) - 20)) },
    { kind: 'number', name: 'id', values: numbers((row) => row + 1) },
    { kind: 'number', name: 'constant', values: numbers(() => 0.1) },
    { kind: 'number', name: 'gone', values: numbers(() => NaN) },
    {
      kind: 'number',
      name: 'endless',
      values: numbers((row) => (row % 1000 === 0 ? Infinity : row % 1000 === 1 ? -Infinity : normal(rng)))
    },
    { kind: 'time', name: 'when', values: numbers((row) => 1.6e12 + row * 60_000) },
    { kind: 'category', name: 'group', codes: Int32Array.from({ length: ROWS }, () => Math.floor(rng() * 6) - 1), labels: [...'abcde'] },
    textColumn('note', Array.from({ length: ROWS }, (_, row) => (row % 50 === 0 ? null : `note ${Math.floor(rng() * 9e5)} näh`))) // prettier-ignore
  ];
  return { rows: ROWS, columns };
}

const table = makeTable();
const schema = table.columns.map(({ name, kind }) => ({ name, type: name === 'whole' || name === 'id' ? ('integer' as const) : kind, role: 'feature' as const })); // prettier-ignore

describe('a table too long to be held', () => {
  const source = inPieces(table);
  const both: Promise<[Profile, Profile]> = Promise.all([
    profileTable(table, schema, quietContext()),
    profileSource(source, schema, quietContext(), { exactRows: 100_000 })
  ]);
  const numbersOf = async (name: string) => (await both).map(({ columns }) => columns[name]) as NumberProfile[] as [NumberProfile, NumberProfile]; // prettier-ignore

  test('numbers and texts are never in memory whole', async () => {
    await both;
    expect(source.wholes).toEqual(['when', 'group']);
  });

  test.each(['whole', 'constant', 'gone'])('with few different values all of it is exact: %s', async (name) => {
    const [exact, streamed] = await numbersOf(name);
    const { mean, sd, skew, kurtosis, ...rest } = streamed;
    expect(rest).toEqual(Object.fromEntries(Object.entries(exact).filter(([key]) => key in rest)));
    for (const [key, value] of Object.entries({ mean, sd, skew, kurtosis })) expectNear(value, exact[key] as number | null);
  });

  test.each(['normal', 'lopsided', 'id'])('counts are of all rows, quantiles near, and how near is said: %s', async (name) => {
    const [exact, streamed] = await numbersOf(name);
    const same = ['count', 'missing', 'missingShare', 'min', 'max', 'zeros', 'negatives'] as const;
    for (const key of same) expect(streamed[key]).toBe(exact[key]);
    for (const key of ['mean', 'sd', 'skew', 'kurtosis'] as const) expectNear(streamed[key], exact[key]);
    expect(streamed.estimates!.quantiles).toBeLessThan(2e-4);
    const values = (table.columns.find((column) => column.name === name) as { values: Float64Array }).values;
    const sorted = values.toSorted().subarray(0, exact.count);
    const off = Object.entries(streamed.quantiles).map(([share, value]) => Math.abs(placeOf(sorted, value!) / exact.count - Number(share)));
    expect(Math.max(...off)).toBeLessThan(streamed.estimates!.quantiles! + 2 / exact.count);
    expect(streamed.histogram.counts.reduce((sum, count) => sum + count)).toBe(exact.count);
    expect(Math.abs(streamed.farOut - exact.farOut)).toBeLessThan(0.001 * exact.count);
  });

  test('different values are estimated within what is said, or counted where they come in order', async () => {
    const [exact, streamed] = await numbersOf('lopsided');
    expect(streamed.estimates!.distinct).toBeCloseTo(0.0159, 4);
    expect(Math.abs(streamed.distinct / exact.distinct - 1)).toBeLessThan(streamed.estimates!.distinct!);
    const [, ids] = await numbersOf('id');
    expect([ids.distinct, ids.estimates!.distinct]).toEqual([ROWS, undefined]);
  });

  test('infinities stand at the ends and spoil nothing but the mean', async () => {
    const [exact, streamed] = await numbersOf('endless');
    expect([streamed.min, streamed.max, streamed.mean, streamed.sd]).toEqual([exact.min, exact.max, exact.mean, exact.sd]);
    expect(streamed.median).toBeCloseTo(exact.median!, 2);
    expect(streamed.histogram).toEqual(exact.histogram);
  });

  test('texts: lengths, words and examples are exact, their number is about right', async () => {
    const [exact, streamed] = (await both).map(({ columns }) => columns['note'] as TextProfile) as [TextProfile, TextProfile];
    const { distinct, estimates, ...rest } = streamed;
    const { distinct: counted, ...wanted } = exact;
    expect(rest).toEqual(wanted);
    expect(Math.abs(distinct / counted - 1)).toBeLessThan(estimates!.distinct!);
  });

  test('what is missing and what goes together is the same, and it is said what is an estimate', async () => {
    const [exact, streamed] = await both;
    expect(streamed.missingness).toEqual(exact.missingness);
    expect(streamed.associations).toEqual(exact.associations);
    expect([streamed.columns['when'], streamed.columns['group']]).toEqual([exact.columns['when'], exact.columns['group']]);
    expect(streamed.notes[0]).toMatch(/^Of more than 100,000 rows, quantiles .* are estimates/);
    expect(exact.notes.join()).not.toContain('estimates');
    expect(JSON.parse(JSON.stringify(streamed))).toEqual(streamed);
  });
});

function expectNear(got: number | null, wanted: number | null): void {
  if (wanted === null) expect(got).toBe(null);
  else expect(Math.abs(got! - wanted)).toBeLessThan(1e-6 * Math.max(1, Math.abs(wanted)));
}

/** How many values are below. */
function placeOf(sorted: Float64Array, value: number): number {
  const at = sorted.findIndex((other) => other >= value);
  return at < 0 ? sorted.length : at;
}
