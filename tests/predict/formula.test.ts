import * as kit from 'virtual:predict-runtime';
import { expect, test } from 'vitest';
import { buildParts, buildPredictRuntime } from '../../tools/predict-runtime.js';
import { runtimeFor } from '../../src/stages/export/runtime-for.ts';
import { compileExpression } from '../../src/core/expression/compile.ts';
import { BATCH_ROWS, evaluateRows } from '../../src/core/expression/evaluate.ts';
import type { ValueType } from '../../src/core/expression/syntax.ts';
import { reader } from '../../src/core/expression/vectors.ts';
import { categoryColumn, isMissing, textColumn, type Column, type Table } from '../../src/core/table.ts';
import { toBase64 } from '../../src/predict/base64.ts';
import { encodePackage } from '../../src/predict/package-file.ts';
import type { ModelPackage } from '../../src/predict/package-type.ts';
import { createScorer } from '../../src/predict/scorer.ts';
import { completeRecipe } from '../../src/stages/prepare/complete-recipe.ts';
import { summarizeColumns } from '../../src/stages/prepare/column-summary.ts';
import { applyRecipe } from '../../src/predict/apply-recipe.ts';
import { fitRecipe } from '../../src/stages/prepare/fit-recipe.ts';
import { quiet } from '../stages/prepare/context.ts';
import { dense, numberPackage } from './test-packages.ts';

const rows = 40;
const each = <T>(make: (i: number) => T) => Array.from({ length: rows }, (_, i) => make(i));
const numbers = (make: (i: number) => number) => Float64Array.from(each(make));

/** Every kind an expression may name, with gaps in each. */
const table: Table = {
  rows,
  columns: [
    { kind: 'number', name: 'weight kg', values: numbers((i) => (i % 5 === 0 ? NaN : i - 7)) },
    { kind: 'number', name: 'height', values: numbers((i) => (i % 7 === 0 ? NaN : i % 3)) },
    { kind: 'time', name: 'since', values: numbers((i) => (i % 6 === 0 ? NaN : i * 8.64e8)) },
    categoryColumn(
      'sex',
      each((i) => (i % 4 === 0 ? null : i % 2 ? 'm' : 'f'))
    ),
    categoryColumn(
      'member',
      each((i) => (i % 9 === 0 ? null : String(i % 2 === 0)))
    ),
    textColumn(
      'note',
      each((i) => (i % 8 === 0 ? null : `Note ${i}`))
    )
  ]
};
const types = { 'weight kg': 'number', height: 'number', since: 'time', sex: 'category', member: 'boolean', note: 'text' } as const;
const known = Object.entries(types).map(([name, type]) => ({ name, type }));

const expressions = [
  '`weight kg` / height ^ 2',
  'log(`weight kg`) + coalesce(height, 0)',
  'if(member, height, -height)',
  "member and sex = 'm'",
  "sex in ('m', missing) or isMissing(height)",
  'concat(sex, lower(note))',
  "note like '%1' and not note matches '3$'",
  "dateAdd('months', 2, since)",
  "since > '1970-06-01'",
  "dateDiff('days', startOf('month', since), since)",
  "if(height > 1, 'tall', missing)",
  'round(max(`weight kg`, height), 1)'
];

const fitted = async (expression: string, of: Table = table) =>
  (await fitRecipe([{ kind: 'formula', columns: [], params: { name: 'new', expression } }], of, quiet())).fitted;

function valuesOf(column: Column): (string | number | null)[] {
  return each((i) => {
    if (isMissing(column, i)) return null;
    if (column.kind === 'category') return column.labels[column.codes[i]!]!;
    return (column as Extract<Column, { values: Float64Array }>).values[i]!;
  });
}

async function byShaping(expression: string): Promise<{ type: ValueType; values: (string | number | null)[] }> {
  const compiled = compileExpression(expression, known);
  const columns = new Map(table.columns.map((column) => [column.name, { column, isBoolean: column.name === 'member' }]));
  const values: (string | number | null)[] = [];
  const take = (answers: Parameters<typeof reader>[0]) => {
    const at = reader(answers);
    for (let i = 0; i < rows; i++) values.push(typeof at(i) === 'boolean' ? String(at(i)) : (at(i) as string | number | null));
  };
  expect(rows).toBeLessThan(BATCH_ROWS);
  await evaluateRows(compiled, rows, columns, take, () => Promise.resolve());
  return { type: compiled.type, values };
}

test.each(expressions)(
  '%s is the same as a step of the table and as a step of the recipe, row by row and all at once',
  async (expression) => {
    const { values } = await byShaping(expression);
    const steps = structuredClone(await fitted(expression));
    expect(valuesOf(applyRecipe(steps, table).columns.at(-1)!)).toEqual(values);
  }
);

/** Answers with the worked-out column alone: the slope is 1 and there is nothing else. */
async function packageOf(expression: string): Promise<ModelPackage> {
  const base = numberPackage();
  const inputs = known
    .filter(({ type }) => type === 'number')
    .map(({ name }) => ({ name, type: 'number' as const, missingShare: 0, typical: 0 }));
  const numeric = { rows, columns: table.columns.filter(({ kind }) => kind === 'number') };
  const steps = [
    { kind: 'formula', columns: [], params: { name: 'new', expression } },
    { kind: 'drop', columns: inputs.map(({ name }) => name) },
    { kind: 'impute', columns: ['new'] }
  ];
  const { fitted: recipe } = await fitRecipe(steps, numeric, quiet());
  return { ...base, inputs, recipe, model: { ...base.model, state: dense(['new'], [1], [0], 'linear') } };
}

test('an exported scorer works the column out itself from raw rows, missing values too', async () => {
  const pkg = await packageOf('`weight kg` / height ^ 2');
  const given = [{ 'weight kg': 80, height: 2 }, { 'weight kg': 80 }, { 'weight kg': 80, height: 0 }];
  const answers = createScorer(pkg).scoreRows(given);
  const alone = runtimeFor(pkg, kit)
    .start()
    .open(toBase64(encodePackage(pkg)));
  expect(alone.predict(given)).toEqual(answers);
  expect(answers[1]).toEqual(answers[2]);
  expect(answers[0]).not.toEqual(answers[1]);
});

test('a scorer that was given no formulas says so when it opens the package', async () => {
  const pkg = await packageOf('height + 1');
  const { formula: _left, ...stepParts } = kit.stepParts;
  expect(() => runtimeFor(pkg, { ...kit, stepParts })).toThrow(expect.objectContaining({ code: 'unknown-id' }));
  expect(() => kit.predictRuntime().open(toBase64(encodePackage(pkg)))).toThrow(expect.objectContaining({ code: 'unknown-id' }));
});

test('with formulas the scorer stays under 58 kB', async () => {
  const sizes = [await buildPredictRuntime(), ...(await buildParts()).filter(({ file }) => ['mlp', 'formula'].includes(file))].map(
    ({ code }) => code.length
  );
  console.info(`src/predict with formulas, minified: ${sizes.join(' + ')} bytes`);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(58_000);
});

test.each([
  ['hight + 1', 'expression-invalid'],
  ['1e999 * height', 'formula-not-finite']
])('%s is refused with a hint', async (expression, code) => {
  await expect(fitted(expression)).rejects.toMatchObject({ code, hint: expect.any(String) as string });
});

test('a name that a column has is refused', async () => {
  const steps = [{ kind: 'formula', columns: [], params: { name: 'height', expression: '1' } }];
  await expect(fitRecipe(steps, table, quiet())).rejects.toMatchObject({ code: 'formula-column-taken' });
});

test('what a formula gives is completed for a model as any other column', () => {
  const steps = [{ kind: 'formula', columns: [], params: { name: 'is tall', expression: 'member and height > 1' } }];
  const { added } = completeRecipe(steps, summarizeColumns(table), 'encoded');
  expect(added.find(({ step }) => step.kind === 'one-hot')!.step.columns).toContain('is tall');
  expect(added.find(({ step }) => step.kind === 'impute')).toBeDefined();
});
