import { describe, expect, test } from 'vitest';
import type { Fold } from '../../../src/core/split.ts';
import { allRows, categoryColumn, type Column } from '../../../src/core/table.ts';
import type { ClassTarget } from '../../../src/core/target.ts';
import { makeFolds } from '../../../src/stages/split/make-folds.ts';
import reference from '../../reference/splits.json' with { type: 'json' };

const answers = (y: readonly number[]): ClassTarget => {
  const labels = [...new Set(y)].sort((a, b) => a - b).map(String);
  return { kind: 'classes', name: 'y', codes: Int32Array.from(y, (code) => labels.indexOf(String(code))), labels };
};
const foldsOf = (y: readonly number[], columns: readonly Column[], cv: Parameters<typeof makeFolds>[1], seed = 1) =>
  makeFolds({ rows: y.length, columns }, cv, { target: answers(y), rows: allRows(y.length), schema: [] }, seed).folds;

/** Mean over classes of the spread, over folds, of each fold's share of the class. */
function imbalance(y: readonly number[], folds: readonly Fold[]): number {
  const { codes, labels } = answers(y);
  const spreads = labels.map((_, code) => {
    const all = codes.filter((own) => own === code).length;
    const shares = folds.map(({ validation }) => validation.filter((row) => codes[row] === code).length / all);
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    return Math.sqrt(shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / shares.length);
  });
  return spreads.reduce((sum, spread) => sum + spread, 0) / spreads.length;
}

describe('groups kept whole, classes in proportion', () => {
  test.each(reference.grouped)(
    '%# at least as even as StratifiedGroupKFold, groups whole, every row once',
    ({ group, y, folds, ...theirs }) => {
      const made = foldsOf(y, [categoryColumn('g', group.map(String))], { kind: 'group', column: 'g', columns: ['y'], folds });
      expect(imbalance(y, made)).toBeLessThanOrEqual(theirs.imbalance);
      expect([...made.flatMap(({ validation }) => [...validation])].sort((a, b) => a - b)).toEqual([...allRows(y.length)]);
      const sizes = made.map(({ validation }) => validation.length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(theirs.sizes.at(-1)! - theirs.sizes[0]!);
      for (const { train, validation } of made) {
        const known = new Set(Array.from(train, (row) => group[row]));
        expect([...validation].some((row) => known.has(group[row]))).toBe(false);
      }
    }
  );
});

test.each(reference.stratified)('%# strata have the sizes of StratifiedKFold, in any order of the folds', ({ y, folds, counts }) => {
  const { codes, labels } = answers(y);
  const made = foldsOf(y, [], { kind: 'stratified', folds });
  labels.forEach((_, code) => {
    const own = made.map(({ validation }) => validation.filter((row) => codes[row] === code).length);
    expect(own.sort((a, b) => a - b)).toEqual(counts.map((fold) => fold[code]!).sort((a, b) => a - b));
  });
});

test.each(reference.series)('%# a series with a gap is cut as TimeSeriesSplit cuts it', ({ rows, folds, gap, made }) => {
  const own = foldsOf(new Array<number>(rows).fill(0), [], { kind: 'time', folds, gap });
  expect(own.map(({ train, validation }) => [train[0], train.at(-1), validation[0], validation.at(-1)])).toEqual(made);
});
