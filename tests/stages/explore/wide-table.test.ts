import { expect, test } from 'vitest';
import { createRng, normal } from '../../../src/core/rng.ts';
import type { ColumnSchema } from '../../../src/core/schema.ts';
import { categoryColumn, type Column } from '../../../src/core/table.ts';
import { auditTable } from '../../../src/stages/explore/audit.ts';
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
  expect(profile.comparedNotes).toEqual(['Pairs are those of the first 59 and “y” of 200 columns; with “y” each of them is measured.']);
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

test('a table of few columns was compared whole, and nothing is said of it', async () => {
  const { table, schema } = wide(number);
  const columns = table.columns.slice(140);
  const profile = await profileTable({ rows: ROWS, columns }, schema, quietContext(), 'y');
  const findings = await auditTable({ rows: ROWS, columns }, schema, profile, { target: 'y' }, quietContext());
  expect(profile.comparedNotes).toEqual([]);
  expect(findings.map(({ code }) => code)).not.toContain('not-compared');
  expect(findings.map(({ code }) => code)).toContain('redundant');
});
