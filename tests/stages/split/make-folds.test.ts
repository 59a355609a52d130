import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CvSpec } from '../../../src/core/split.ts';
import { allRows, categoryColumn, type Column, type Table } from '../../../src/core/table.ts';
import type { ClassTarget } from '../../../src/core/target.ts';
import { makeFolds } from '../../../src/stages/split/make-folds.ts';

const table = (rows: number, ...columns: Column[]): Table => ({ rows, columns });
const values = (name: string, numbers: readonly number[]): Column => ({ kind: 'number', name, values: Float64Array.from(numbers) });
const classes = (answers: readonly string[]): ClassTarget => {
  const { codes, labels } = categoryColumn('answer', answers);
  return { kind: 'classes', name: 'answer', codes, labels };
};
const given = (rows: number, target: ClassTarget | null = null) => ({ target, rows: allRows(rows), schema: [] });
const sorted = (rows: Iterable<number>) => [...rows].toSorted((a, b) => a - b);

describe.each(['k-fold', 'stratified', 'group', 'fold-column'] as const)('%s', (kind) => {
  test('judges every row once a repeat, never on a model that was trained on it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 90 }), fc.integer({ min: 2, max: 6 }), fc.integer(), (rows, folds, seed) => {
        const site = categoryColumn(
          'site',
          Array.from({ length: rows }, (_, i) => `site ${(i * 7) % 8}`)
        );
        const target = classes(Array.from({ length: rows }, (_, i) => (i % 3 ? 'a' : 'b')));
        const cv: CvSpec = { kind, folds, ...(kind === 'group' || kind === 'fold-column' ? { column: 'site' } : {}) };
        const made = makeFolds(table(rows, site), cv, given(rows, target), seed).folds;
        expect(sorted(made.flatMap((fold) => [...fold.validation]))).toEqual([...allRows(rows)]);
        for (const { train, validation } of made) expect(sorted([...train, ...validation])).toEqual([...allRows(rows)]);
      }),
      { numRuns: 40 }
    );
  });
});

test('stratified folds have each class within one row of its share', () => {
  const target = classes(Array.from({ length: 103 }, (_, i) => (i % 10 === 0 ? 'rare' : 'usual')));
  const { folds } = makeFolds(table(103), { kind: 'stratified', folds: 5 }, given(103, target), 1);
  for (const { validation } of folds) expect(Math.abs(validation.filter((row) => target.codes[row] === 0).length - 11 / 5)).toBeLessThan(1);
});

test('groups are never shared by the two sides of a fold', () => {
  const site = Array.from({ length: 60 }, (_, i) => (i * i) % 11);
  const { folds } = makeFolds(table(60, values('site', site)), { kind: 'group', folds: 3, column: 'site' }, given(60), 4);
  for (const { train, validation } of folds) {
    const known = new Set([...train].map((row) => site[row]));
    expect([...validation].filter((row) => known.has(site[row]))).toEqual([]);
  }
});

test('time folds train on the past only, on ever more of it', () => {
  const when = Array.from({ length: 50 }, (_, i) => (i * 17) % 25);
  const { folds } = makeFolds(table(50, values('when', when)), { kind: 'time', folds: 4, column: 'when' }, given(50), 1);
  expect(folds).toHaveLength(4);
  folds.forEach(({ train, validation }, i) => {
    expect(Math.max(...[...train].map((row) => when[row]!))).toBeLessThan(Math.min(...[...validation].map((row) => when[row]!)));
    if (i > 0) expect(train.length).toBe(folds[i - 1]!.train.length + folds[i - 1]!.validation.length);
  });
});

test('time folds without a time column go by the order of the rows', () => {
  const { folds, notes } = makeFolds(table(50), { kind: 'time', folds: 4 }, given(50), 1);
  expect(folds.map(({ train, validation }) => [train.at(-1), validation[0], validation.at(-1)])).toEqual([
    [9, 10, 19],
    [19, 20, 29],
    [29, 30, 39],
    [39, 40, 49]
  ]);
  expect(notes.map(({ code }) => code)).toContain('order-of-rows');
});

test('repeats shuffle anew; the same seed gives the same folds', () => {
  const cv = { kind: 'k-fold', folds: 3, repeats: 2 } as const;
  const made = makeFolds(table(30), cv, given(30), 5);
  expect(made.folds).toHaveLength(6);
  expect(made.folds[0]).not.toEqual(made.folds[3]);
  expect(made).toEqual(makeFolds(table(30), cv, given(30), 5));
  expect(made).not.toEqual(makeFolds(table(30), cv, given(30), 6));
});

test('refuses folds that the rows can not fill', () => {
  const refused = (cv: CvSpec, code: string) =>
    expect(() => makeFolds(table(4), cv, given(4), 1)).toThrowError(expect.objectContaining({ code }));
  refused({ kind: 'k-fold', folds: 5 }, 'too-few-rows');
  refused({ kind: 'k-fold', folds: 1 }, 'param-out-of-range');
  refused({ kind: 'k-fold', folds: 2, repeats: 0 }, 'param-out-of-range');
  refused({ kind: 'sideways' as CvSpec['kind'] }, 'unknown-id');
});

test('a class with fewer rows than folds is told', () => {
  const target = classes([...Array.from({ length: 18 }, () => 'usual'), 'rare', 'rare']);
  expect(makeFolds(table(20), { kind: 'stratified', folds: 5 }, given(20, target), 1).notes.map((note) => note.code)).toEqual([
    'stratum-small'
  ]);
});
