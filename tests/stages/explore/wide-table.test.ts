import { expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import type { ColumnSchema } from '../../../src/core/schema.ts';
import { categoryColumn, type Column } from '../../../src/core/table.ts';
import { auditTable } from '../../../src/stages/explore/audit.ts';
import { findOutliers } from '../../../src/stages/explore/outliers/find-outliers.ts';
import { profileTable } from '../../../src/stages/explore/profile.ts';
import { threeThings } from '../../../src/stages/explore/three-things.ts';
import { quietContext } from './read-sample.ts';

const ROWS = 300;
const WIDTH = 199;

/** 199 columns of noise and the target last; the 150th tells it, and the 180th is a copy of the 150th. */
function wide(target: (values: Float64Array) => Column) {
  const rng = createRng(3);
  const noise = Array.from({ length: WIDTH }, () => Float64Array.from({ length: ROWS }, () => normal(rng)));
  const teller = noise[149]!;
  noise[179] = teller.slice();
  const columns: Column[] = [...noise.map((values, j) => ({ kind: 'number' as const, name: `x${j}`, values })), target(teller)];
  const schema = columns.map(({ name, kind }): ColumnSchema => ({ name, type: kind, role: 'feature' }));
  return { table: { rows: ROWS, columns }, schema };
}

const rng = createRng(8);
const number = (values: Float64Array): Column => ({ kind: 'number', name: 'y', values: values.map((value) => value + normal(rng)) });
const classes = (values: Float64Array): Column =>
  categoryColumn(
    'y',
    Array.from(values, (value) => (value + normal(rng) > 0 ? 'yes' : 'no'))
  );

test.each([
  ['a number', number],
  ['a category', classes]
])('200 columns, the target last, %s: every column is measured with it, and what goes with it most is told', async (_, target) => {
  const { table, schema } = wide(target);
  const profile = await profileTable(table, schema, quietContext(), 'y');
  const partners = new Set(profile.associations.filter(({ a, b }) => a === 'y' || b === 'y').map(({ a, b }) => (a === 'y' ? b : a)));
  expect(partners.size).toBe(WIDTH);
  expect(profile.compared).toHaveLength(60);
  expect(profile.compared.at(-1)).toBe('y');
  expect(profile.compared).toEqual(expect.arrayContaining(['x149', 'x179']));
  expect(profile.comparedNotes).toEqual([
    'Pairs are those of “y” and the 59 of 200 columns that go with it most closely; with “y” each of them is measured. Columns with the role “ignore” make room for others.'
  ]);
  const findings = await auditTable(table, schema, profile, { target: 'y' }, quietContext());
  expect(threeThings(profile, findings, 'y').join(' ')).toMatch(/“x1(49|79)” goes with “y” most/);
});

test('200 columns: what was not compared is said, so that finding nothing is no all-clear', async () => {
  const { table, schema } = wide(number);
  const findings = await auditTable(table, schema, await profileTable(table, schema, quietContext(), 'y'), { target: 'y' }, quietContext());
  expect(findings.filter(({ code }) => code === 'not-compared').map(({ message }) => message)).toEqual([
    'Rows that differ in one column only were not looked for: that is done with at most 60 columns, and there are 200.',
    'Numbers that say the same were looked for among 59 of 199 columns of numbers only.'
  ]);
});

test('200 columns without a target: those that vary most are compared, and columns that are ignored make room', async () => {
  const { table, schema } = wide(number);
  const columns = table.columns.map((column, j): Column =>
    j < 150 ? { kind: 'number', name: column.name, values: new Float64Array(ROWS).map((_, row) => Number(row % 9 === 0)) } : column
  );
  const profile = await profileTable({ rows: ROWS, columns }, schema, quietContext());
  expect(profile.compared).toEqual([...columns.slice(0, 10), ...columns.slice(150)].map(({ name }) => name));
  expect(profile.comparedNotes).toEqual([
    'Pairs are those of the 60 of 200 columns that vary most. Columns with the role “ignore” make room for others.'
  ]);
  const fewer = schema.map((column, j): ColumnSchema => (j < 20 || j > 180 ? { ...column, role: 'ignore' } : column));
  const { compared } = await profileTable({ rows: ROWS, columns }, fewer, quietContext());
  expect(compared.slice(0, 2)).toEqual(['x20', 'x21']);
  expect(compared.at(-1)).toBe('x180');
});

test('200 columns: rows as a whole are looked at by the hundred that vary most, and that is said', async () => {
  const { table, schema } = wide(number);
  const { together, notes } = await findOutliers(table, schema, 'y', quietContext());
  expect(together?.columns).toHaveLength(100);
  expect(notes[0]).toBe(
    'Rows as a whole are looked at by the 100 of 199 columns that vary most. Columns with the role “ignore” make room for others.'
  );
});

test('a table of few columns was compared whole, and nothing is said of it', async () => {
  const { table, schema } = wide(number);
  const columns = table.columns.slice(140);
  const profile = await profileTable({ rows: ROWS, columns }, schema, quietContext(), 'y');
  const findings = await auditTable({ rows: ROWS, columns }, schema, profile, { target: 'y' }, quietContext());
  expect(profile.comparedNotes).toEqual([]);
  expect(findings.map(({ code }) => code)).not.toContain('not-compared');
  expect(findings.map(({ code }) => code)).toContain('redundant');
});
