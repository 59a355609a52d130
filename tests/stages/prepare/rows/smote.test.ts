import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { categoryColumn, textColumn, type CategoryColumn, type Column, type NumberColumn, type Table } from '../../../../src/core/table.ts';
import type { ClassTarget } from '../../../../src/core/target.ts';
import { mixedRows, nearestRows } from '../../../../src/kernels/mixed-distance.ts';
import { fitRecipe } from '../../../../src/stages/prepare/fit-recipe.ts';
import { nominalDistance, rowsBetween } from '../../../../src/stages/prepare/rows/between.ts';
import { quiet } from '../context.ts';

/** Made by tests/reference/smote.py with NumPy and scikit-learn. */
const fixture = JSON.parse(readFileSync(join(import.meta.dirname, '../../../reference/smote.json'), 'utf8')) as {
  readonly numbers: readonly (readonly number[])[];
  readonly levels: readonly (readonly number[])[];
  readonly k: number;
  readonly median: number;
  readonly plain: readonly (readonly number[])[];
  readonly mixed: readonly (readonly number[])[];
  readonly usual: readonly (readonly number[])[];
};

const number = (name: string, values: readonly number[]): NumberColumn => ({ kind: 'number', name, values: Float64Array.from(values) });
const numbers = [0, 1, 2].map((j) =>
  number(
    `x${j}`,
    fixture.numbers.map((row) => row[j]!)
  )
);
const levels = [0, 1].map((j) =>
  categoryColumn(
    `level${j}`,
    fixture.levels.map((row) => `l${row[j]}`)
  )
);
const mixed: Table = { rows: fixture.numbers.length, columns: [levels[0]!, ...numbers, levels[1]!] };
const plain: Table = { rows: mixed.rows, columns: numbers };

test.each([
  ['numbers alone', plain, fixture.plain],
  ['numbers and levels', mixed, fixture.mixed]
])('the nearest rows are those of the reference: %s', (_name, table, expected) => {
  const rows = mixedRows(table.columns, table.rows);
  const nominal = nominalDistance(table) ** 2;
  expect(Array.from({ length: table.rows }, (_, i) => [...nearestRows(rows, i, rows, fixture.k, nominal, i).rows])).toEqual(expected);
});

test('levels that differ count as the median of the deviations', () => {
  expect(nominalDistance(mixed)).toBeCloseTo(fixture.median, 12);
});

test('a made-up row lies on the line between its parents, with the levels most frequent among the nearest', async () => {
  const { columns, parents } = await rowsBetween(mixed, 200, fixture.k, quiet());
  for (let i = 0; i < 200; i++) {
    const [base, other] = [parents[2 * i]!, parents[2 * i + 1]!];
    expect(fixture.mixed[base]).toContain(other);
    const at = numbers.map(({ name, values }) => {
      const made = columns.find((column) => column.name === name) as NumberColumn;
      return (made.values[i]! - values[base]!) / (values[other]! - values[base]!);
    });
    for (const place of at) expect(place).toBeCloseTo(at[0]!, 8);
    expect(at[0]).toBeGreaterThanOrEqual(0);
    expect(at[0]).toBeLessThanOrEqual(1);
    levels.forEach(({ name }, j) => {
      const made = columns.find((column) => column.name === name) as CategoryColumn;
      expect(made.labels[made.codes[i]!]).toBe(`l${fixture.usual[base]![j]}`);
    });
  }
});

test('every row is a base as often as every other, but for one', async () => {
  const { parents } = await rowsBetween(plain, 150, 5, quiet());
  const counts = new Map<number, number>();
  parents.forEach((row, i) => i % 2 === 0 && counts.set(row, (counts.get(row) ?? 0) + 1));
  expect(counts.size).toBe(60);
  expect(new Set(counts.values())).toEqual(new Set([2, 3]));
});

const answers = (counts: readonly number[]): ClassTarget => ({
  kind: 'classes',
  name: 'y',
  labels: counts.map((_, code) => `class ${code}`),
  codes: Int32Array.from(counts.flatMap((count, code) => new Array<number>(count).fill(code)))
});
const smote = (table: Table, target: ClassTarget | null, params = {}, weights: Float64Array | null = null) =>
  fitRecipe([{ kind: 'smote', columns: [], params }], table, { ...quiet(), target, weights });

test('rarer classes are brought up to the commonest, and no real row is changed', async () => {
  const { table, target, made, fitted, notes } = await smote(mixed, answers([40, 15, 5]));
  expect(fitted).toEqual([]);
  expect(table.rows).toBe(120);
  const { codes } = target as ClassTarget;
  expect([0, 1, 2].map((code) => codes.filter((other) => other === code).length)).toEqual([40, 40, 40]);
  expect((table.columns[1] as NumberColumn).values.slice(0, 60)).toEqual(numbers[0]!.values);
  expect(made!.from).toBe(60);
  made!.parents.forEach((row, i) => expect(codes[row]).toBe(codes[60 + (i >> 1)]));
  expect(notes.map(({ message }) => message)).toEqual([
    'Made up, in training rows only: 25 rows of “class 1” between its 15 and 35 rows of “class 2” between its 5.'
  ]);
});

test('a share brings classes up half the way; rows that weigh nothing are no parents', async () => {
  const weights = Float64Array.from({ length: 60 }, (_, i) => (i === 59 ? 0 : 2));
  const { table, made, weights: after } = await smote(plain, answers([50, 10]), { share: 0.5 }, weights);
  expect(table.rows).toBe(60 + 16);
  expect([...made!.parents]).not.toContain(59);
  expect([...after!.slice(60)].every((weight) => weight === 2)).toBe(true);
});

test('a class of one row is left as it is, and told', async () => {
  const { table, notes } = await smote(plain, answers([59, 1]));
  expect(table.rows).toBe(60);
  expect(notes.map(({ code }) => code)).toEqual(['class-too-small', 'nothing-made']);
});

test('what can not be made up is refused with the step that helps', async () => {
  const gappy: Column = number('x', [NaN, ...new Array<number>(59).fill(1)]);
  const words = textColumn('t', new Array<string>(60).fill('a'));
  const target = answers([50, 10]);
  await expect(smote({ rows: 60, columns: [gappy] }, target)).rejects.toMatchObject({ code: 'rows-need-no-gaps' });
  await expect(smote({ rows: 60, columns: [words] }, target)).rejects.toMatchObject({ code: 'rows-need-plain-columns' });
  await expect(smote(plain, null)).rejects.toMatchObject({ code: 'rows-need-classes' });
  const twice = [0, 1].map(() => ({ kind: 'smote', columns: [] }));
  await expect(fitRecipe(twice, plain, { ...quiet(), target })).rejects.toMatchObject({ code: 'rows-made-already' });
});

test('same seed, same rows', async () => {
  const target = answers([50, 10]);
  expect((await smote(mixed, target)).table).toEqual((await smote(mixed, target)).table);
});
