import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.ts';
import { createRng, normal, type Rng } from '../../../src/core/rng.ts';
import { categoryColumn, type Table } from '../../../src/core/table.ts';
import { correct } from '../../../src/kernels/correct-p-values.ts';
import { rowsWhere } from '../../../src/stages/evaluate/conditions.ts';
import { weakSlices } from '../../../src/stages/evaluate/slices.ts';
import { binaryOutcome, numberOutcome, readReference } from './fixtures.ts';

interface Reference {
  readonly slices: { level: number[]; wrong: number[]; size: number[]; expected: { level: number; fisher: number; welch: number }[] };
}

const { level, wrong, size, expected } = (readReference('evaluate.json') as Reference).slices;
const table: Table = { rows: 300, columns: [categoryColumn('level', level.map(String))] };

describe('three levels against SciPy', () => {
  test('wrong answers by Fisher', () => {
    const corrected = correct(
      expected.map(({ fisher }) => fisher),
      'holm'
    );
    const { slices, tried } = weakSlices(binaryOutcome(wrong, new Array(300).fill(0)), table);
    expect(tried).toBe(3);
    expect(slices[0]).toMatchObject({ columns: ['level'], condition: '“level” is “2”' });
    for (const slice of slices) expect(slice.pValue).toBeCloseTo(corrected[Number(slice.condition.at(-2))]!, 10);
  });

  test('sizes of errors by Welch', () => {
    const corrected = correct(
      expected.map(({ welch }) => welch),
      'holm'
    );
    const { slices } = weakSlices(numberOutcome(size, new Array(300).fill(0)), table);
    expect(slices[0]!.condition).toBe('“level” is “1”');
    for (const slice of slices) expect(slice.pValue).toBeCloseTo(corrected[Number(slice.condition.at(-2))]!, 10);
    expect(slices[0]!.low).toBeLessThan(slices[0]!.error);
    expect(slices[0]!.high).toBeGreaterThan(slices[0]!.error);
  });
});

test('a weak quarter of a number is found and named', () => {
  const rng = createRng(3);
  const age = Float64Array.from({ length: 800 }, () => Math.round(20 + 60 * rng()));
  const isWrong = Array.from(age, (value) => (rng() < (value > 66 ? 0.4 : 0.1) ? 1 : 0));
  const { slices } = weakSlices(binaryOutcome(isWrong, new Array(800).fill(0)), {
    rows: 800,
    columns: [{ kind: 'number', name: 'age', values: age }]
  });
  expect(slices[0]!.condition).toMatch(/^“age” above 6\d to 80$/);
  expect(slices[0]!.pValue).toBeLessThan(0.001);
});

test('rows without a value are a condition of their own, small groups are none', () => {
  const values = Float64Array.from({ length: 100 }, (_, i) => (i < 30 ? NaN : 1));
  const rare = categoryColumn(
    'rare',
    Array.from({ length: 100 }, (_, i) => (i < 10 ? 'few' : 'many'))
  );
  const isWrong = Array.from({ length: 100 }, (_, i) => (i < 30 ? 1 : 0));
  const found = weakSlices(binaryOutcome(isWrong, new Array(100).fill(0)), {
    rows: 100,
    columns: [{ kind: 'number', name: 'income', values }, rare]
  });
  expect(found.slices.map((slice) => slice.condition)).toEqual(['“income” is missing']);
});

test('at most 200 conditions are tried and the rest counted', () => {
  const columns = Array.from({ length: 120 }, (_, j) =>
    categoryColumn(
      `c${j}`,
      Array.from({ length: 60 }, (_, i) => ((i + j) % 2 ? 'a' : 'b'))
    )
  );
  const found = weakSlices(binaryOutcome(new Array(60).fill(0), new Array(60).fill(0)), { rows: 60, columns });
  // Of 100 columns with two levels each: two and three of different columns.
  expect(found).toEqual({ slices: [], tried: 200, skipped: 40, combined: 4 * 4950 + 8 * 161_700, everyPair: true });
});

test('pure chance is rarely called a weak slice', () => {
  const rng = createRng(4);
  let called = 0;
  for (let round = 0; round < 200; round++) {
    const columns = Array.from({ length: 4 }, (_, j) =>
      categoryColumn(
        `c${j}`,
        Array.from({ length: 200 }, () => 'abcd'[Math.floor(rng() * 4)]!)
      )
    );
    const { slices } = weakSlices(binaryOutcome(Array.from({ length: 200 }, () => (rng() < 0.2 ? 1 : 0)), new Array(200).fill(0)), { rows: 200, columns }); // prettier-ignore
    if (slices.some((slice) => slice.pValue < 0.05)) called++;
  }
  expect(called / 200).toBeLessThan(0.1);
});

const pick = (rng: () => number, levels: string) => levels[Math.floor(rng() * levels.length)]!;

test('rows that are weak by two conditions at once are found, and told in place of those by one', () => {
  const rng = createRng(8);
  const rows = 1200;
  const columns = ['a', 'b', 'c', 'd'].map((name) =>
    categoryColumn(
      name,
      Array.from({ length: rows }, () => pick(rng, 'xyz'))
    )
  );
  const at = (j: number, row: number) => columns[j]!.labels[columns[j]!.codes[row]!];
  const isWrong = Array.from({ length: rows }, (_, row) => (rng() < (at(1, row) === 'x' && at(3, row) === 'z' ? 0.6 : 0.1) ? 1 : 0));
  const table = { rows, columns };
  const { slices } = weakSlices(binaryOutcome(isWrong, new Array(rows).fill(0)), table);
  expect(slices[0]!.condition.split(' and ').toSorted()).toEqual(['“b” is “x”', '“d” is “z”']);
  expect(slices[0]!.pValue).toBeLessThan(1e-6);
  const where = rowsWhere(table, slices[0]!.condition)!;
  expect(where.reduce((sum, one) => sum + one, 0)).toBe(slices[0]!.rows);
  expect(where.every((one, row) => (one === 1) === (at(1, row) === 'x' && at(3, row) === 'z'))).toBe(true);
  expect(slices.slice(1).some(({ columns: of }) => of.includes('b') && of.includes('d'))).toBe(false);
});

/** Wrong where one of two columns says x and the other y: neither says anything by itself. */
function onlyTogether(rows: number, noise: number, seed: number) {
  const rng = createRng(seed);
  const columns = Array.from({ length: noise + 2 }, (_, j) => categoryColumn(`c${j}`, Array.from({ length: rows }, () => pick(rng, 'xy')))); // prettier-ignore
  const differ = Array.from({ length: rows }, (_, row) => columns[0]!.codes[row] !== columns[1]!.codes[row]);
  return { rng, table: { rows, columns }, differ };
}
const ofBoth = (condition: string) => condition.includes('“c0”') && condition.includes('“c1”');

test('two conditions that are weak only together are found, of answers and of numbers', () => {
  const { rng, table, differ } = onlyTogether(800, 18, 12);
  const none = new Array<number>(800).fill(0);
  const classes = weakSlices(
    binaryOutcome(
      differ.map((weak) => (rng() < (weak ? 0.5 : 0.1) ? 1 : 0)),
      none
    ),
    table
  );
  const numbers = weakSlices(numberOutcome(differ.map((weak) => (weak ? 2 : 1) * (0.5 + rng())), none), table); // prettier-ignore
  for (const { slices, everyPair } of [classes, numbers]) {
    expect(everyPair).toBe(true);
    expect(ofBoth(slices[0]!.condition)).toBe(true);
    expect(slices[0]!.pValue).toBeLessThan(0.01);
  }
});

test('where there are too many pairs to look at all, that is told', () => {
  const { table } = onlyTogether(6000, 198, 3);
  expect(weakSlices(binaryOutcome(new Array(6000).fill(0), new Array(6000).fill(0)), table, { mostConditions: 400 }).everyPair).toBe(false);
});

const zeros = new Array<number>(300).fill(0);
const nothingWeak: readonly (readonly [string, (rng: Rng) => Outcome])[] = [
  ['wrong answers', (rng) => binaryOutcome(zeros.map(() => (rng() < 0.3 ? 1 : 0)), zeros)], // prettier-ignore
  ['sizes of errors', (rng) => numberOutcome(zeros.map(() => Math.abs(normal(rng))), zeros)], // prettier-ignore
  ['sizes of errors with a long tail', (rng) => numberOutcome(zeros.map(() => Math.exp(normal(rng))), zeros)] // prettier-ignore
];

test.each(nothingWeak)('%s: where nothing is weak, a search over conditions of every depth hardly ever says so', (_, draw) => {
  const rng = createRng(9);
  const rounds = process.env['LATHE_FULL'] ? 1000 : 120;
  let called = 0;
  for (let round = 0; round < rounds; round++) {
    const columns = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => categoryColumn(name, zeros.map(() => pick(rng, 'wxyz')))); // prettier-ignore
    const { slices } = weakSlices(draw(rng), { rows: 300, columns });
    if (slices.some(({ pValue }) => pValue < 0.05)) called++;
  }
  if (process.env['LATHE_FULL']) console.log(called / rounds);
  expect(called / rounds).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / rounds));
});
