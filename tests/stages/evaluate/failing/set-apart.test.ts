import { expect, test } from 'vitest';
import { createRng, normal } from '../../../../src/core/rng.ts';
import { categoryColumn, type Table } from '../../../../src/core/table.ts';
import { fisherExact, welch } from '../../../../src/kernels/two-groups.ts';
import { setApart } from '../../../../src/stages/evaluate/failing/set-apart.ts';
import { readReference } from '../fixtures.ts';

interface Reference {
  readonly welch: readonly { first: number[]; second: number[]; t: number; degrees: number; pValue: number }[];
  readonly fisher: readonly { counts: [number, number, number, number]; pValue: number }[];
}
const reference = readReference('failing.json') as Reference;

test('Welch and Fisher as SciPy has them', () => {
  for (const { first, second, t, degrees, pValue } of reference.welch) {
    const own = welch(first, second);
    expect(own.t).toBeCloseTo(t, 9);
    expect(own.degrees).toBeCloseTo(degrees, 9);
    expect(own.pValue).toBeCloseTo(pValue, 9);
  }
  for (const { counts, pValue } of reference.fisher) expect(fisherExact(...counts)).toBeCloseTo(pValue, 9);
});

/** 300 rows, a third of them meant: `high` lies higher in these, `level` is more often “b”, `noise` is the same. */
function table(seed: number, isPlanted: boolean): { table: Table; sides: Uint8Array } {
  const rng = createRng(seed);
  const sides = Uint8Array.from({ length: 300 }, (_, row) => (row % 3 === 0 ? 1 : 2));
  const shift = isPlanted ? 1 : 0;
  const high = Float64Array.from(sides, (side) => normal(rng) + (side === 1 ? shift : 0));
  const noise = Float64Array.from(sides, () => normal(rng));
  const level = Array.from(sides, (side) => (rng() < 0.2 + (side === 1 ? 0.4 * shift : 0) ? 'b' : rng() < 0.5 ? 'a' : 'c'));
  return {
    sides,
    table: {
      rows: 300,
      columns: [{ kind: 'number', name: 'noise', values: noise }, { kind: 'number', name: 'high', values: high }, categoryColumn('level', level)] // prettier-ignore
    }
  };
}

test('planted differences come first, in units of the spread, and say themselves', () => {
  const planted = table(1, true);
  const { apart, tried } = setApart(planted.table, planted.sides);
  expect(tried).toBe(5);
  expect(apart.slice(0, 2).map(({ column }) => column).sort()).toEqual(['high', 'level']); // prettier-ignore
  const high = apart.find(({ column }) => column === 'high')!;
  expect(high.difference).toBeGreaterThan(0.7);
  expect(high.sentence).toMatch(/^“high” is higher: .* on average against .*\.$/);
  expect(apart.find(({ column }) => column === 'level')).toMatchObject({ of: 'level', level: 'b' });
});

test('where nothing differs something is clear no more often than it may be', () => {
  const repeats = process.env['LATHE_FULL'] ? 1000 : 100;
  let alarms = 0;
  for (let seed = 0; seed < repeats; seed++) {
    const { table: same, sides } = table(seed + 50, false);
    alarms += setApart(same, sides).apart.some(({ pValue }) => pValue < 0.05) ? 1 : 0;
  }
  console.log(`false alarms in ${alarms} of ${repeats}`);
  expect(alarms / repeats).toBeLessThan(0.09);
});

test('gaps count, a column that tells the two apart for sure is not lost, and empty sides tell nothing', () => {
  const sides = Uint8Array.from({ length: 20 }, (_, row) => (row < 8 ? 1 : 2));
  const sure: Table = {
    rows: 20,
    columns: [
      { kind: 'number', name: 'sure', values: Float64Array.from(sides, (side) => side) },
      { kind: 'number', name: 'gaps', values: Float64Array.from(sides, (side, row) => (side === 1 ? NaN : row)) },
      { kind: 'number', name: 'same', values: new Float64Array(20) }
    ]
  };
  const { apart } = setApart(sure, sides);
  expect(apart.map(({ column, of }) => [column, of])).toEqual([['sure', 'values'], ['gaps', 'missing']]); // prettier-ignore
  expect(setApart(sure, new Uint8Array(20).fill(1)).apart).toEqual([]);
});
