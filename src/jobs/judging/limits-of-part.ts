import type { LimitsReport } from '../../core/limits-report.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Table } from '../../core/table.ts';
import { applyRecipe } from '../../predict/apply-recipe.ts';
import { sharesAsFarOut } from '../../predict/limits.ts';
import type { ModelPackage } from '../../predict/package-type.ts';
import { limitsReport } from '../../stages/evaluate/limits/limits-report.ts';

/**
 * Whether what a package says of its limits holds on rows that had no say in them; null where it knows none, and of rows left out of folds, which had.
 * @param inputs of the rows; null where only their answers are known
 */
export function limitsOfPart(outcome: Outcome, { limits, recipe }: ModelPackage, inputs: Table | null): LimitsReport | null {
  if (!limits || !inputs) return null;
  const shares = limits.distance && sharesAsFarOut(applyRecipe(recipe, inputs), limits.distance);
  return limitsReport(outcome, limits, shares);
}
