import { describe, expect, test } from 'vitest';
import { allRows, categoryColumn, textColumn, type Table } from '../../../src/core/table.ts';
import type { Role } from '../../../src/core/schema.ts';
import { duplicatesAcross } from '../../../src/stages/split/duplicates-across.ts';
import { suggestSplit } from '../../../src/stages/split/suggest-split.ts';

const context = { signal: new AbortController().signal, breathe: async () => {}, onProgress: () => {} };
const schema = (...list: Role[]) => list.map((role) => ({ name: `the ${role}`, type: 'category' as const, role }));
const target = { kind: 'classes' as const, name: 'y', codes: new Int32Array(0), labels: ['a', 'b'] };

test.each([
  [schema('feature', 'fold', 'group'), 'fold-column', 'the fold'],
  [schema('feature', 'time', 'group'), 'group', 'the group'],
  [schema('feature', 'time'), 'time', 'the time'],
  [schema('feature'), 'stratified', undefined]
] as const)('%# suggests a split the roles ask for', (columns, kind, column) => {
  const { spec, reason } = suggestSplit(columns, target);
  expect([spec.kind, spec.column]).toEqual([kind, column]);
  expect(reason).toContain(column ?? '“y”');
});

test('groups with classes to tell apart: whole groups, and the classes in proportion as far as they allow', () => {
  const { spec, reason } = suggestSplit(schema('feature', 'group'), target);
  expect(spec).toEqual({ kind: 'group', column: 'the group', columns: ['y'], seed: 0 });
  expect(reason).toContain('classes of “y” are kept in proportion');
  const numbers = { kind: 'numbers' as const, name: 'load', values: new Float64Array(0) };
  expect(suggestSplit(schema('feature', 'group'), numbers).spec).toEqual({ kind: 'group', column: 'the group', seed: 0 });
});

describe('neighbouring rows that are alike', () => {
  const alike = { columns: [{ name: 'load', overall: 0.912 }], counter: null };
  const numbers = { kind: 'numbers' as const, name: 'load', values: new Float64Array(0) };
  const classes = (codes: readonly number[]) => ({ ...target, codes: Int32Array.from(codes) });

  test('are divided by the order of the rows, or by the column that counts them', () => {
    const { spec, reason } = suggestSplit(schema('feature'), numbers, { alike });
    expect(spec).toEqual({ kind: 'time', seed: 0 });
    expect(reason).toContain('0.912 in “load”');
    expect(suggestSplit(schema('feature'), numbers, { alike: { ...alike, counter: 'row' } }).spec).toEqual({
      kind: 'time',
      column: 'row',
      seed: 0
    });
    expect(suggestSplit(schema('group'), numbers, { alike }).spec.kind).toBe('group');
  });

  test('a target whose classes come one after the other is left to chance, and the danger is said', () => {
    expect(suggestSplit(schema('feature'), classes(Array.from({ length: 100 }, (_, i) => i % 2)), { alike }).spec.kind).toBe('time');
    const { spec, reason } = suggestSplit(schema('feature'), classes(Array.from({ length: 100 }, (_, i) => (i < 80 ? 0 : 1))), { alike });
    expect(spec.kind).toBe('stratified');
    expect(reason).toContain('scores will flatter');
  });
});

test('without a target or a role chance decides', () => {
  expect(suggestSplit(schema('feature'), null).spec.kind).toBe('random');
});

const table: Table = {
  rows: 8,
  columns: [
    { kind: 'number', name: 'n', values: Float64Array.of(1, NaN, 2, 1, NaN, 2, 0, -0) },
    categoryColumn('c', ['x', null, 'y', 'x', null, 'z', 'x', 'x']),
    textColumn('t', ['one', null, 'two', 'one', null, 'two', '', ''])
  ]
};

test('counts the rows of later parts that are copies of earlier ones', async () => {
  const parts = { train: Uint32Array.of(0, 1, 2, 6), validation: Uint32Array.of(3, 5), test: Uint32Array.of(4, 7) };
  expect(await duplicatesAcross(table, parts, context)).toEqual({ validationInTrain: 1, testInTrain: 2, testInValidation: 0 });
});

test('stops when told', async () => {
  const parts = { train: allRows(8), validation: new Uint32Array(0), test: new Uint32Array(0) };
  await expect(duplicatesAcross(table, parts, { ...context, signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
});
