import { describe, expect, test } from 'vitest';
import type { SetKind } from '../../../src/core/limits-choice.ts';
import type { ClassOutcome } from '../../../src/core/outcome.ts';
import { categoryColumn } from '../../../src/core/table.ts';
import { plusBounds } from '../../../src/predict/limits-ends.ts';
import { setOf } from '../../../src/predict/limits.ts';
import { conformalHalfWidth } from '../../../src/stages/evaluate/conformal.ts';
import { fitMargins, fitPlus, fitScale } from '../../../src/stages/evaluate/limits/ends.ts';
import { groupRows } from '../../../src/stages/evaluate/limits/group-rows.ts';
import { fitSets } from '../../../src/stages/evaluate/limits/prediction-sets.ts';
import { numberOutcome, readReference } from './fixtures.ts';

/** Made by tests/reference/conformal-methods.py: the formulas of the papers in NumPy. */
const reference = readReference('conformal-methods.json') as {
  readonly split: readonly { readonly residuals: number[]; readonly width: number }[];
  readonly plus: readonly {
    readonly folds: number[];
    readonly actual: number[];
    readonly predicted: number[];
    readonly said: number[][];
    readonly ends: [number, number][];
  }[];
  readonly cqr: readonly (Readonly<Record<'low' | 'high' | 'actual' | 'group' | 'size' | 'margins' | 'multiples', number[]>> &
    Readonly<Record<'least' | 'margin' | 'multiple', number>>)[];
  readonly sets: readonly {
    readonly kind: SetKind;
    readonly actual: number[];
    readonly p: number[];
    readonly k: number;
    readonly penalty: number;
    readonly free: number;
    readonly cutoffs: number[];
    readonly parts: number[];
    readonly fresh: number[];
    readonly freshParts: number[];
    readonly sets: number[][];
  }[];
};

/** As near as sums in another order come. */
const near = (given: number, wanted: number) => expect(Math.abs(given - wanted)).toBeLessThan(1e-12);
const nearAll = (given: ArrayLike<number>, wanted: readonly number[]) => {
  expect(given).toHaveLength(wanted.length);
  wanted.forEach((value, i) => near(given[i]!, value));
};

describe('against the formulas of the papers in NumPy, to 1e-12', () => {
  test.each(reference.split)('the width of split conformal', ({ residuals, width }) =>
    near(conformalHalfWidth(Float64Array.from(residuals)), width)
  );

  test.each(reference.plus)('the ends of CV+, and of the jackknife+ with a fold a row', ({ folds, actual, predicted, said, ends }) => {
    const own = said[0]!.map((_, fold) => {
      const rows = [...folds.keys()].filter((row) => folds[row] === fold);
      return numberOutcome(
        rows.map((row) => actual[row]!),
        rows.map((row) => predicted[row]!)
      );
    });
    const { misses } = fitPlus(own)!;
    said.forEach((answers, i) => nearAll(plusBounds(answers, misses), ends[i]!));
  });

  test.each(reference.cqr)('margins of CQR and multiples of a learned size, for all and for each group', (given) => {
    const { low, high, actual, group, size, margin, margins, multiple, multiples, least } = given;
    const [lower, upper] = [numberOutcome(actual, low), numberOutcome(actual, high)];
    const sizes = numberOutcome(actual.map(Math.abs), size);
    const grouped = groupRows(categoryColumn('group', group.map(String)), true);
    const inOrder = (values: readonly number[]) => grouped.groups.labels.map((label) => values[Number(label)]!);
    nearAll(fitMargins(lower, upper)!.margins, [margin]);
    nearAll(fitMargins(lower, upper, grouped)!.margins, [...inOrder(margins), Math.max(margin, ...margins)]);
    near(fitScale(sizes)!.least, least);
    nearAll(fitScale(sizes)!.margins, [multiple]);
    nearAll(fitScale(sizes, grouped)!.margins, [...inOrder(multiples), Math.max(multiple, ...multiples)]);
  });

  test.each(reference.sets)('$kind sets of $k classes, cut off by class, adaptive ones regularised where there are many', (given) => {
    const { kind, actual, p, k, penalty, free, cutoffs, parts, fresh, freshParts, sets } = given;
    let drawn = 0;
    const outcome: ClassOutcome = {
      kind: 'classes',
      labels: Array.from({ length: k }, (_, c) => `${c}`),
      actual: Int32Array.from(actual),
      probabilities: Float64Array.from(p),
      predicted: Int32Array.from(actual),
      positive: null,
      weights: null
    };
    const fitted = fitSets(outcome, null, { kind, draw: () => parts[drawn++]! })!;
    expect(fitted).toMatchObject({ penalty, free });
    nearAll(fitted.cutoffs, cutoffs);
    sets.forEach((set, row) =>
      expect(setOf(Float64Array.from(fresh.slice(row * k, row * k + k)), fitted, 0, freshParts[row])).toEqual(set)
    );
  });
});
