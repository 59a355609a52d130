import type { Metric, Outcome } from '../../core/outcome.ts';
import { wilson } from '../../kernels/intervals.ts';
import { unitShare } from '../../kernels/unit-share.ts';
import type { ModelPackage } from '../../predict/package-type.ts';
import { unitsOf } from '../../stages/evaluate/units-of.ts';

export interface Coverage {
  /** A prediction is given as itself plus and minus this. */
  readonly halfWidth: number;
  /** Share of the rows whose true value lies inside, with Wilson's interval. */
  readonly inside: Metric;
  readonly method: string;
  /** Training rows, each left out of a fold, that the width was set on. */
  readonly n: number;
}

/** How packages of an earlier Lathe got their width: from the validation rows, which then can't tell whether it holds. */
const SET_ON_VALIDATION = 'split conformal';

/**
 * How often the 95 % interval of a prediction holds the truth, on rows that had no say in its width. Null for classes, for a package without an
 * interval, where the width was set on these very rows, and where the package knows more of its ends (`limitsOfPart` tells of these).
 * @param on `validation`, `test`, or `cross-validation` for training rows left out of folds
 */
export function coverageOf(
  outcome: Outcome,
  { uncertainty, limits }: Pick<ModelPackage, 'uncertainty' | 'limits'>,
  on: string
): Coverage | null {
  if (outcome.kind !== 'numbers' || uncertainty === null || limits?.widths || limits?.ends || on === 'cross-validation') return null;
  if (uncertainty.method === SET_ON_VALIDATION && on !== 'test') return null;
  const { halfWidth, method, n } = uncertainty;
  const rows = outcome.actual.length;
  const isHit = (row: number) => Math.abs(outcome.actual[row]! - outcome.predicted[row]!) <= halfWidth;
  const hits = outcome.actual.reduce((count, _, row) => count + (isHit(row) ? 1 : 0), 0);
  const units = unitsOf(outcome);
  const bounds = units ? unitShare({ isOf: () => true, isHit }, units) : wilson(hits, rows);
  return { halfWidth, inside: { value: hits / rows, ...bounds, n: rows }, method, n };
}
