import { partOf } from '../../core/context.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Plain } from '../../core/plain.ts';
import type { Fold } from '../../core/split.ts';
import { takeRows, type LabelledRows } from '../experiment/labelled-rows.ts';
import { learningRows } from './fair-plan.ts';
import { fitPlan, type FitOutside, type FitPlan, type FittedPlan } from './fit-plan.ts';
import { scoreFit, type FitScoring } from './score-fit.ts';

/** One fold, judged on rows its model never saw. */
export interface FoldOutcome {
  readonly fold: Fold;
  readonly outcome: Outcome;
  /** Where it was asked for. */
  readonly fit?: FittedPlan;
}

/**
 * Fits recipe and model anew in each fold, and scores the rows left out of it. Folds that were kept are not done again, unless their fits are asked for.
 * @param rows all rows; the folds hold row numbers into them
 */
export const crossValidate = (
  plan: FitPlan,
  folds: readonly Fold[],
  rows: LabelledRows,
  scoring: FitScoring,
  outside: FitOutside
): Promise<FoldOutcome[]> => overFolds(folds, outside, (fold, own) => judgeFold(plan, fold, rows, scoring, own));

/** One fold after the other, each judged in a way of its own. */
export async function overFolds(
  folds: readonly Fold[],
  outside: FitOutside,
  judge: (fold: Fold, outside: FitOutside) => Promise<Omit<FoldOutcome, 'fold'>>
): Promise<FoldOutcome[]> {
  const outcomes: FoldOutcome[] = [];
  for (const [i, fold] of folds.entries()) {
    const part = partOf(outside, i / folds.length, (i + 1) / folds.length);
    outside.onProgress(i / folds.length, `fold ${i + 1} of ${folds.length}`);
    const known = outside.keepsFits ? undefined : ((await outside.kept?.find(`${i}`)) as Outcome | undefined);
    const judged = known ? { outcome: known } : await judge(fold, keptApart(part, `${i}`));
    if (!known) outside.kept?.keep(`${i}`, judged.outcome as unknown as Plain);
    outcomes.push({ fold, ...judged });
  }
  return outcomes;
}

/** Learns from what a fold does not leave out, and answers for what it does. */
export async function judgeFold(
  plan: FitPlan,
  fold: Fold,
  rows: LabelledRows,
  scoring: FitScoring,
  outside: FitOutside
): Promise<Omit<FoldOutcome, 'fold'>> {
  const fit = await fitPlan(plan, learningRows(plan, rows, fold.train), { ...outside, onCurve: () => undefined });
  const outcome = await scoreFit(plan, fit, takeRows(rows, fold.validation), scoring, outside);
  return { outcome, ...(outside.keepsFits ? { fit } : {}) };
}

/** The same outside, where what is kept has names of its own. */
export const keptApart = (outside: FitOutside, part: string): FitOutside =>
  outside.kept ? { ...outside, kept: outside.kept.within(part) } : outside;
