import { partOf } from '../../core/context.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Fold } from '../../core/split.ts';
import { takeRows, type LabelledRows } from '../experiment/labelled-rows.ts';
import { fitPlan, type FitOutside, type FitPlan } from './fit-plan.ts';
import { scoreFit, type FitScoring } from './score-fit.ts';

/** One fold, judged on rows its model never saw. */
export interface FoldOutcome {
  readonly fold: Fold;
  readonly outcome: Outcome;
}

/**
 * Fits recipe and model anew in each fold, and scores the rows left out of it.
 * @param rows all rows; the folds hold row numbers into them
 */
export async function crossValidate(
  plan: FitPlan,
  folds: readonly Fold[],
  rows: LabelledRows,
  scoring: FitScoring,
  outside: FitOutside
): Promise<FoldOutcome[]> {
  const outcomes: FoldOutcome[] = [];
  for (const [i, fold] of folds.entries()) {
    const part = partOf(outside, i / folds.length, (i + 1) / folds.length);
    outside.onProgress(i / folds.length, `fold ${i + 1} of ${folds.length}`);
    const fit = await fitPlan(plan, takeRows(rows, fold.train), { ...part, onCurve: () => undefined });
    outcomes.push({ fold, outcome: await scoreFit(plan, fit, takeRows(rows, fold.validation), scoring, part) });
  }
  return outcomes;
}
