import { expect, test } from 'vitest';
import { categoryColumn, textColumn, type Column, type Table } from '../../../src/core/table.ts';
import type { Target } from '../../../src/core/target.ts';
import { toMatrix } from '../../../src/core/matrix.ts';
import { summarizeColumns, type ColumnSummary } from '../../../src/stages/prepare/column-summary.ts';
import { completeRecipe } from '../../../src/stages/prepare/complete-recipe.ts';
import { fitRecipe } from '../../../src/stages/prepare/fit-recipe.ts';
import { stepEffects } from '../../../src/stages/prepare/step-effects.ts';
import { suggestRecipe } from '../../../src/stages/prepare/suggest-recipe.ts';
import { quiet } from './context.ts';

const rows = 120;
const range = <T>(make: (i: number) => T) => Array.from({ length: rows }, (_, i) => make(i));
const image: Column = { kind: 'image', name: 'photo', width: 2, height: 2, channels: 1, pixels: new Uint8Array(rows * 4) };
const everything: Table = {
  rows,
  columns: [
    { kind: 'number', name: 'age', values: Float64Array.from(range((i) => (i % 10 === 0 ? NaN : i))) },
    { kind: 'time', name: 'since', values: Float64Array.from(range((i) => i * 86_400_000)) },
    categoryColumn(
      'sex',
      range((i) => (i % 7 === 0 ? null : i % 2 ? 'f' : 'm'))
    ),
    categoryColumn(
      'town',
      range((i) => `town ${i % 60}`)
    ),
    textColumn(
      'remark',
      range((i) => `remark ${i}`)
    ),
    image
  ]
};
const target: Target = { kind: 'numbers', name: 'y', values: Float64Array.from(range((i) => i % 5)) };
const kinds = (steps: readonly { kind: string }[]) => steps.map(({ kind }) => kind);

test('a suggested recipe makes every column a number without gaps, with a reason for each step', async () => {
  const { steps, reasons } = suggestRecipe(summarizeColumns(everything), 'encoded');
  expect(kinds(steps)).toEqual(['drop', 'date-parts', 'target-encode', 'impute', 'scale', 'tf-idf', 'one-hot']);
  expect(reasons).toHaveLength(steps.length);
  expect(reasons.every((reason) => /^[A-Z“].*\.$/.test(reason))).toBe(true);
  const { table } = await fitRecipe(steps, everything, { ...quiet(), target });
  expect(toMatrix(table).data.every(Number.isFinite)).toBe(true);
});

test('a model that takes columns as they are needs dates and texts apart, no more', () => {
  expect(kinds(suggestRecipe(summarizeColumns(everything), 'mixed').steps)).toEqual(['drop', 'tf-idf', 'date-parts']);
});

test('an image network keeps the image alone', async () => {
  const { steps } = suggestRecipe(summarizeColumns(everything), 'image');
  expect((await fitRecipe(steps, everything, { ...quiet(), target })).table.columns.map(({ name }) => name)).toEqual(['photo']);
});

test('nothing is added to a recipe that is enough', () => {
  const columns = summarizeColumns(everything);
  const { steps } = suggestRecipe(columns, 'encoded');
  const completed = completeRecipe(steps, columns, 'encoded');
  expect(completed.steps).toEqual(steps);
  expect(completed.notes).toEqual([]);
});

test('a recipe that lacks something gets only that, and a note', () => {
  const columns: ColumnSummary[] = [
    { name: 'x', kind: 'number', rows: 9, missing: 0, distinct: 9 },
    { name: 'c', kind: 'category', rows: 9, missing: 0, distinct: 3 }
  ];
  const mine = [
    { kind: 'impute', columns: [] },
    { kind: 'scale', columns: ['x'] }
  ];
  const { steps, notes } = completeRecipe(mine, columns, 'encoded');
  expect(steps).toEqual([...mine, { kind: 'one-hot', columns: ['c'] }]);
  expect(notes.map(({ code }) => code)).toEqual(['step-added']);
});

test('the effect of each step is shown in columns, numbers and one row', async () => {
  const { steps } = suggestRecipe(summarizeColumns(everything), 'encoded');
  const effects = await stepEffects(steps, everything, 7, { ...quiet(), target });
  expect(kinds(effects)).toEqual(kinds(steps));
  const scale = effects.find(({ kind }) => kind === 'scale')!;
  const age = scale.after.find(({ name }) => name === 'age')!;
  expect(age.mean).toBeCloseTo(0, 12);
  expect(age.deviation).toBeCloseTo(1, 12);
  expect(age.shape!.reduce((sum, count) => sum + count, 0)).toBe(rows);
  const words = effects.find(({ kind: own }) => own === 'tf-idf')!;
  expect(words.before[0]).toMatchObject({ value: 'remark 7', shape: null });
  expect(words.after.map(({ name }) => name)).toEqual(['remark: remark']);
  const oneHot = effects.at(-1)!;
  expect(oneHot.before.find(({ name }) => name === 'sex')!.value).toBe('missing');
  expect(oneHot.after.find(({ name }) => name === 'sex = missing')!.value).toBe(1);
});
