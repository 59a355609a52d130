import { partOf } from '../../../core/context.ts';
import type { Outcome } from '../../../core/outcome.ts';
import { metrics } from '../registry.ts';
import type { FoldSizes } from '../folds.ts';
import { unitsOf } from '../units-of.ts';
import { BOOTSTRAP, compareFolds, type CompareOptions, type PairComparison } from './compare-pair.ts';
import { fiveByTwo } from './five-by-two.ts';
import { pairedBootstrap } from './paired-bootstrap.ts';
import { swapTest } from './permutation.ts';
import { practicalOdds, type PracticalOdds, usualRope } from './practical.ts';

/** The scores of two trainings on the same folds, side by side. */
export interface SharedFolds {
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly sizes: FoldSizes;
  /** Folds of one division, and how often it was made anew. */
  readonly folds: number;
  readonly repeats: number;
}

/** What a test rests on: the same rows answered by two models, or the same folds by two ways of training, which also holds the luck of training. */
export type Basis = 'rows' | 'folds';

export interface FurtherTest extends PairComparison {
  readonly basis: Basis;
}

/** @returns the bootstrap and the permutation test of the same rows, less what `already` was the pair's own test */
export async function testRows(
  first: Outcome,
  second: Outcome,
  metricId: string,
  { already, ...options }: CompareOptions & { readonly already: PairComparison }
): Promise<FurtherTest[]> {
  const metric = metrics.get(metricId);
  const units = unitsOf(first);
  const drawn =
    already.test === BOOTSTRAP
      ? []
      : [
          {
            ...(await pairedBootstrap(first, second, metric, { ...options, units, context: partOf(options.context, 0, 0.4) })),
            test: BOOTSTRAP
          }
        ];
  const swapped = await swapTest(first, second, metric, { ...options, units, context: partOf(options.context, 0.4, 1) });
  return [...drawn, { ...swapped, difference: already.difference }].map((one) => ({ ...one, basis: 'rows' }));
}

/** @returns the corrected resampled t, and Alpaydin's F where the folds are five halvings */
export function testFolds({ first, second, sizes, folds, repeats }: SharedFolds, level = 0.95): FurtherTest[] {
  const corrected = compareFolds(first, second, sizes, level);
  const tests: PairComparison[] = [corrected];
  if (folds === 2 && repeats === 5 && first.length === 10) {
    const { pValue, test } = fiveByTwo(first.map((score, fold) => score - second[fold]!));
    tests.push({ difference: corrected.difference, pValue, test });
  }
  return tests.map((one) => ({ ...one, basis: 'folds' }));
}

/** How likely the difference is to matter. @param rope left out, a hundredth of what the metric can be */
export function oddsOf({ first, second, sizes }: SharedFolds, metricId: string, rope?: number): PracticalOdds | null {
  const { range, higherIsBetter } = metrics.get(metricId);
  const differences = first.map((score, fold) => score - second[fold]!);
  return practicalOdds(differences, sizes, { rope: rope ?? usualRope(range, [...first, ...second]), higherIsBetter });
}
