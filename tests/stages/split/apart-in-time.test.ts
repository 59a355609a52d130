import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CvSpec } from '../../../src/core/split.ts';
import { allRows, type Column } from '../../../src/core/table.ts';
import { divide } from '../../../src/stages/split/divide.ts';
import { makeFolds } from '../../../src/stages/split/make-folds.ts';

const when = (days: readonly number[]): Column => ({ kind: 'number', name: 'day', values: Float64Array.from(days) });
const given = (rows: number) => ({ target: null, rows: allRows(rows), schema: [] });
const codeOf = (call: () => unknown) => {
  try {
    call();
    return 'none';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test('parts lie at least a purge and a gap apart, in order, and what lies between is in none', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 80, maxLength: 200 }),
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 0, max: 5 }),
      (days, purge, gap) => {
        const table = { rows: days.length, columns: [when(days)] };
        const make = () => divide(table, { kind: 'time', column: 'day', purge, gap }, given(days.length));
        fc.pre(codeOf(make) === 'none');
        const { train, validation, test: sealed } = make().parts;
        const span = (rows: Uint32Array) =>
          [Math.min(...Array.from(rows, (row) => days[row]!)), Math.max(...Array.from(rows, (row) => days[row]!))] as const;
        expect(span(validation)[0] - span(train)[1]).toBeGreaterThanOrEqual(Math.max(purge, 1));
        expect(span(sealed)[0] - span(validation)[1]).toBeGreaterThanOrEqual(Math.max(purge, 1));
        const kept = new Set([...train, ...validation, ...sealed]);
        expect(kept.size).toBe(train.length + validation.length + sealed.length);
        if (gap > 0) expect(days.length - kept.size).toBeGreaterThanOrEqual(2 * gap);
      }
    ),
    { numRuns: 20 }
  );
});

test('rows in no part are told', () => {
  const days = Array.from({ length: 100 }, (_, i) => i);
  const { notes, parts } = divide({ rows: 100, columns: [when(days)] }, { kind: 'time', column: 'day', purge: 5 }, given(100));
  expect([parts.train.at(-1), parts.validation[0], parts.validation.at(-1), parts.test[0]]).toEqual([65, 70, 80, 85]);
  expect(notes.find(({ code }) => code === 'rows-between')?.message).toMatch(/^8 rows lie/);
});

test('folds around learn from both sides, but not within purge before or purge and embargo after', () => {
  const days = Array.from({ length: 100 }, (_, i) => i);
  const cv: CvSpec = { kind: 'time', column: 'day', folds: 5, learnFrom: 'around', purge: 3, embargo: 4 };
  const { folds } = makeFolds({ rows: 100, columns: [when(days)] }, cv, given(100), 0);
  expect(folds.flatMap(({ validation }) => [...validation])).toEqual(days);
  const [, second] = folds;
  expect([second!.validation[0], second!.validation.at(-1)]).toEqual([20, 39]);
  expect([...second!.train]).toEqual([...days.slice(0, 18), ...days.slice(46)]);
});

test('distances that leave nothing, or are of no use, are refused', () => {
  const table = { rows: 30, columns: [when(Array.from({ length: 30 }, (_, i) => i))] };
  const refused = (cv: CvSpec) => codeOf(() => makeFolds(table, cv, given(30), 0));
  expect(refused({ kind: 'time', column: 'day', purge: 25 })).toBe('gap-too-long');
  expect(refused({ kind: 'time', column: 'day', embargo: 2 })).toBe('split-field-unused');
  expect(refused({ kind: 'time', column: 'day', learnFrom: 'around', purge: 100 })).toBe('gap-too-long');
  expect(refused({ kind: 'time', column: 'day', purge: -1 })).toBe('param-out-of-range');
  expect(refused({ kind: 'time', column: 'day', learnFrom: 'sideways' as 'around' })).toBe('param-out-of-range');
});
