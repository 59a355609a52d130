import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Parts, SplitSpec } from '../../../src/core/split.ts';
import { allRows, categoryColumn, type Column, type Table } from '../../../src/core/table.ts';
import { divide } from '../../../src/stages/split/divide.ts';
import { makeFolds } from '../../../src/stages/split/make-folds.ts';

const given = (rows: number) => ({ target: null, rows: allRows(rows), schema: [] });
const all = (parts: Parts) => [...parts.train, ...parts.validation, ...parts.test].sort((a, b) => a - b);
const column = (name: string, rows: number, of: (row: number) => number): Column =>
  categoryColumn(
    name,
    Array.from({ length: rows }, (_, row) => `${name} ${of(row)}`)
  );
const codesOf = (table: Table, name: string) => {
  const found = table.columns.find((known) => known.name === name)!;
  return found.kind === 'category' ? found.codes : new Int32Array(0);
};

describe('several columns in proportion at once', () => {
  test('every combination within one row of its share, every value of each column nearly so, every row once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 400 }), fc.integer({ min: 1, max: 7 }), fc.integer(), (rows, step, seed) => {
        const table = {
          rows,
          columns: [
            column('sex', rows, (i) => (i * step) % 2),
            column('site', rows, (i) => (i * i) % 7),
            column('year', rows, (i) => i % 3)
          ]
        };
        const spec: SplitSpec = {
          kind: 'stratified',
          columns: ['sex', 'site', 'year'],
          shares: { train: 0.6, validation: 0.2, test: 0.2 },
          seed
        };
        const { parts } = divide(table, spec, given(rows));
        expect(all(parts)).toEqual([...allRows(rows)]);
        expect(parts).toEqual(divide(table, spec, given(rows)).parts);
        for (const name of ['sex', 'site', 'year']) {
          const codes = codesOf(table, name);
          for (const code of new Set(codes)) {
            const size = codes.filter((own) => own === code).length;
            const off = parts.test.filter((row) => codes[row] === code).length - 0.2 * size;
            expect(Math.abs(off)).toBeLessThanOrEqual(3);
          }
        }
      }),
      { numRuns: 12 }
    );
  });

  test('values of each column are nearer to their share than with the combinations alone', () => {
    const rows = 300;
    const table = {
      rows,
      columns: [column('a', rows, (i) => (i * 7) % 11), column('b', rows, (i) => (i * i) % 13), column('c', rows, (i) => (i * 3) % 5)]
    };
    const { folds } = makeFolds(table, { kind: 'stratified', columns: ['a', 'b', 'c'], folds: 5 }, given(rows), 3);
    const off = ['a', 'b', 'c'].flatMap((name) => {
      const codes = codesOf(table, name);
      return [...new Set(codes)].flatMap((code) => {
        const size = codes.filter((own) => own === code).length;
        return folds.map(({ validation }) => Math.abs(validation.filter((row) => codes[row] === code).length - size / 5));
      });
    });
    expect(off.reduce((sum, value) => sum + value, 0) / off.length).toBeLessThan(0.7);
    expect(folds.map(({ validation }) => validation.length)).toEqual([60, 60, 60, 60, 60]);
  });
});

describe('groups with strata', () => {
  test('parts are disjoint, complete and hold groups whole, for any shares', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 30 }), fc.integer({ min: 1, max: 8 }), fc.integer(), (groups, per, seed) => {
        const rows = groups * per;
        const table = { rows, columns: [column('g', rows, (i) => i % groups), column('s', rows, (i) => (i * i) % 3)] };
        const spec: SplitSpec = { kind: 'group', column: 'g', columns: ['s'], shares: { train: 0.8, validation: 0.1, test: 0.1 }, seed };
        const { parts } = divide(table, spec, given(rows));
        expect(all(parts)).toEqual([...allRows(rows)]);
        const codes = codesOf(table, 'g');
        const own = (rowsOf: Uint32Array) => new Set(Array.from(rowsOf, (row) => codes[row]));
        const [train, validation, test] = [own(parts.train), own(parts.validation), own(parts.test)];
        expect(train.size + validation.size + test.size).toBe(groups);
        expect(Math.min(train.size, validation.size, test.size)).toBeGreaterThan(0);
      }),
      { numRuns: 20 }
    );
  });
});

test('what a kind has no use for is refused by name', () => {
  const table = { rows: 40, columns: [column('g', 40, (i) => i % 10)] };
  const code = (spec: SplitSpec) => {
    try {
      divide(table, spec, given(40));
      return 'none';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  expect(code({ kind: 'random', columns: ['g'] })).toBe('split-field-unused');
  expect(code({ kind: 'group', column: 'g', gap: 3 })).toBe('split-field-unused');
  expect(code({ kind: 'stratified', columns: ['nowhere'] })).toBe('column-not-found');
  expect(code({ kind: 'stratified', columns: [] })).toBe('param-out-of-range');
  expect(code({ kind: 'time', gap: 2.5 })).toBe('param-out-of-range');
  expect(code({ kind: 'time', purge: 2 })).toBe('purge-needs-column');
  expect(code({ kind: 'time', gap: 39 })).toBe('gap-too-long');
});
