import { describe, expect, test } from 'vitest';
import { hashOf } from '../../src/core/hash.ts';
import { defaultsOf, describeSpec, type ParamSpec } from '../../src/core/params.ts';
import type { PlainRecord } from '../../src/core/plain.ts';
import { categoryColumn, gather, textColumn, type Column, type Table } from '../../src/core/table.ts';
import type { Target } from '../../src/core/target.ts';
import { applyRecipe } from '../../src/predict/apply-recipe.ts';
import { stepAppliers } from '../../src/predict/step-registry.ts';
import { fitRecipe } from '../../src/stages/prepare/fit-recipe.ts';
import { stepTypes } from '../../src/stages/prepare/registry.ts';
import { quiet } from '../stages/prepare/context.ts';

const ids = stepTypes.all.map(({ id }) => id);
const range = <T>(rows: number, make: (i: number) => T) => Array.from({ length: rows }, (_, i) => make(i));
const asNumbers = (rows: number, make: (i: number) => number) => Float64Array.from(range(rows, make));

/** LATHE_FULL=1 fits a million rows. */
const MANY = process.env['LATHE_FULL'] === undefined ? 100_000 : 1_000_000;

/** A table with a column of every kind, with gaps, a constant and a lone level. */
function everything(rows: number): Table {
  const columns: Column[] = [
    { kind: 'number', name: 'x', values: asNumbers(rows, (i) => (i % 4 === 1 ? NaN : i * 1.5)) },
    { kind: 'number', name: 'constant', values: asNumbers(rows, () => 7) },
    categoryColumn(
      'level',
      range(rows, (i) => (i % 5 === 2 ? null : `level ${i % 3}`))
    ),
    categoryColumn(
      'one level',
      range(rows, () => 'only')
    ),
    { kind: 'time', name: 'at', values: asNumbers(rows, (i) => (i % 6 === 3 ? NaN : i * 3.7e9)) },
    textColumn(
      'text',
      range(rows, (i) => (i % 2 ? `text ${i}` : null))
    ),
    { kind: 'image', name: 'image', width: 1, height: 1, channels: 1, pixels: Uint8Array.from(range(rows, (i) => i & 255)) }
  ];
  return { rows, columns };
}

/** All that the step takes, by name, since dropping nothing would test nothing. */
function columnsFor(id: string): string[] {
  const { accepts } = stepTypes.get(id);
  return everything(1)
    .columns.filter(({ kind }) => accepts.includes(kind))
    .map(({ name }) => name);
}

const target = (rows: number): Target => ({
  kind: 'classes',
  name: 'answer',
  codes: Int32Array.from(range(rows, (i) => i % 2)),
  labels: ['no', 'yes']
});

const fit = (id: string, table: Table, params: Record<string, unknown> = {}) =>
  fitRecipe([{ kind: id, columns: columnsFor(id), params }], table, { ...quiet(), target: target(table.rows) });

/** A value outside what a spec takes, where there is one. */
function badValue(spec: ParamSpec): unknown {
  switch (spec.type) {
    case 'int':
    case 'float':
      return spec.max * 2 + 1;
    case 'choice':
      return 'no such choice';
    default:
      return 12.5;
  }
}

test('every step can be fitted and applied', () => {
  expect(stepAppliers.all.map(({ id }) => id)).toEqual(ids);
});

describe.each(ids)('%s', (id) => {
  const type = stepTypes.get(id);

  test('says what it is', () => {
    expect(type.label).toMatch(/^[A-Z]/);
    expect(type.doc).toMatch(/^[A-Z].*\.$/);
    for (const spec of Object.values(type.params)) expect(spec.doc).toMatch(/^[A-Z].*\.$/);
  });

  test('works with its defaults', async () => {
    const { table } = await fit(id, everything(30), defaultsOf(type.params));
    expect(table.rows).toBe(30);
    expect(new Set(table.columns.map(({ name }) => name)).size).toBe(table.columns.length);
  });

  test.each(Object.entries(type.params))('refuses a bad value of "%s" with a hint', async (name, spec) => {
    await expect(fit(id, everything(5), { [name]: badValue(spec) })).rejects.toMatchObject({
      code: 'param-out-of-range',
      hint: expect.stringContaining(describeSpec(spec)) as string
    });
  });

  test('leaves what it is given as it was', async () => {
    const given = everything(20);
    const copy = structuredClone(given);
    const { fitted } = await fit(id, given);
    applyRecipe(fitted, given);
    expect(given).toEqual(copy);
  });

  test('gives the same state for the same rows, and a state that survives cloning', async () => {
    const first = await fit(id, everything(20));
    const second = await fit(id, everything(20));
    const hash = (fitted: typeof first.fitted) => hashOf(fitted as unknown as PlainRecord);
    expect(await hash(first.fitted)).toBe(await hash(second.fitted));
    const scored = applyRecipe(structuredClone(first.fitted), everything(20));
    // What training rows get apart from scoring has the same columns, but not the same values.
    if (type.ofTrainingRows) expect(headersOf(scored)).toEqual(headersOf(first.table));
    else expect(scored).toEqual(first.table);
  });

  test('does the same to a row alone as among others, whatever the codes of its labels', async () => {
    const { fitted } = await fit(id, everything(25));
    const together = applyRecipe(fitted, everything(40));
    for (const row of [0, 1, 2, 3, 17, 39]) {
      const alone = applyRecipe(fitted, gather(everything(40), [row]));
      expect(shown(alone)).toEqual(shown(gather(together, [row])));
    }
  });

  test('learns from the rows it is given and from no other', async () => {
    const few = await fit(
      id,
      gather(
        everything(60),
        range(20, (i) => i)
      )
    );
    const alike = await fit(id, everything(20));
    expect(few.fitted).toEqual(alike.fitted);
  });

  test('takes one row, no rows, and a column without a value', async () => {
    expect((await fit(id, everything(1))).table.rows).toBe(1);
    expect((await fit(id, everything(0))).table.rows).toBe(0);
    const empty: Table = {
      rows: 3,
      columns: [{ kind: 'number', name: 'x', values: asNumbers(3, () => NaN) }, ...everything(3).columns.slice(1)]
    };
    expect((await fit(id, empty)).table.rows).toBe(3);
  });

  test('a column that is not there when serving is named', async () => {
    const { fitted } = await fit(id, everything(10));
    expect(() => applyRecipe(fitted, { rows: 1, columns: [] })).toThrow(expect.objectContaining({ code: 'column-not-found' }));
  });

  test(`takes ${MANY} rows within seconds`, async () => {
    const { table } = await fit(id, { rows: MANY, columns: big });
    expect(table.rows).toBe(MANY);
  });
});

const headersOf = ({ columns }: Table) => columns.map(({ name, kind }) => ({ name, kind }));

/** Labels instead of codes: tables with the same labels at other codes are the same table. */
const shown = (table: Table) =>
  table.columns.map((column) =>
    column.kind === 'category' ? { name: column.name, values: [...column.codes].map((code) => column.labels[code] ?? null) } : column
  );

const big: Column[] = [
  { kind: 'number', name: 'x', values: asNumbers(MANY, (i) => (i % 4 === 1 ? NaN : i)) },
  { kind: 'number', name: 'constant', values: new Float64Array(MANY) },
  {
    kind: 'category',
    name: 'level',
    codes: Int32Array.from({ length: MANY }, (_, i) => (i % 7) - 1),
    labels: ['a', 'b', 'c', 'd', 'e', 'f']
  },
  { kind: 'category', name: 'one level', codes: new Int32Array(MANY), labels: ['only'] },
  { kind: 'time', name: 'at', values: asNumbers(MANY, (i) => i * 1e6) },
  { kind: 'text', name: 'text', bytes: new Uint8Array(0), offsets: new Uint32Array(MANY + 1), missing: new Uint8Array(MANY) },
  { kind: 'image', name: 'image', width: 1, height: 1, channels: 1, pixels: new Uint8Array(MANY) }
];
