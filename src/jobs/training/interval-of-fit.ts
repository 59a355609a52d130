import type { NumberOutcome } from '../../core/outcome.ts';
import type { ModelPackage } from '../../predict/package-type.ts';
import { conformalHalfWidth } from '../../stages/evaluate/conformal.ts';
import { joinOutcomes } from '../experiment/outcome-of.ts';
import type { LeftOut } from './leave-out.ts';

/** Residuals from which on more of them change the width by less than it is worth: its share of rows is known to half a percent. */
export const ENOUGH_RESIDUALS = 2_000;

/**
 * Regression only: how far off the model is on rows it has not seen, from training rows left out of folds. No row of the validation and of the test
 * part has a say in it, so on both of them coverage can be measured. Infinite widths (too few rows) are not given at all.
 */
export function intervalOfFit({ judged, folds }: LeftOut): ModelPackage['uncertainty'] {
  const outcome = joinOutcomes(judged.map((fold) => fold.outcome));
  if (outcome.kind !== 'numbers') return null;
  const residuals = residualsOf(outcome);
  const halfWidth = conformalHalfWidth(residuals);
  const of = judged.length === folds ? `${folds}` : `${judged.length} of ${folds}`;
  return Number.isFinite(halfWidth)
    ? { method: `conformal quantile of residuals left out of ${of} folds`, halfWidth, n: residuals.length }
    : null;
}

/** Rows that weigh nothing have no say. */
function residualsOf({ actual, predicted, weights }: NumberOutcome): Float64Array {
  const residuals = actual.map((value, row) => value - predicted[row]!);
  return weights ? residuals.filter((_, row) => weights[row]! > 0) : residuals;
}
