import { partOf } from '../../core/context.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Plain } from '../../core/plain.ts';
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
 * Fits recipe and model anew in each fold, and scores the rows left out of it. Folds that were kept are not done again.
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
    const known = (await outside.kept?.find(`${i}`)) as Outcome | undefined;
    const outcome = known ?? (await judgeFold(plan, fold, rows, scoring, keptApart(part, `${i}`)));
    if (!known) outside.kept?.keep(`${i}`, outcome as unknown as Plain);
    outcomes.push({ fold, outcome });
  }
  return outcomes;
}

async function judgeFold(plan: FitPlan, fold: Fold, rows: LabelledRows, scoring: FitScoring, outside: FitOutside): Promise<Outcome> {
  const fit = await fitPlan(plan, takeRows(rows, fold.train), { ...outside, onCurve: () => undefined });
  return scoreFit(plan, fit, takeRows(rows, fold.validation), scoring, outside);
}

/** The same outside, where what is kept has names of its own. */
export const keptApart = (outside: FitOutside, part: string): FitOutside =>
  outside.kept ? { ...outside, kept: outside.kept.within(part) } : outside;
