import { isSameFolds } from '../../core/folds-for.ts';
import type { CvSpec } from '../../core/split.ts';
import type { Experiment } from '../experiment/load-experiment.ts';
import type { CurrentSplit } from '../splitting/current-split.ts';
import { crossValidate, keptApart, type FoldOutcome } from './cross-validate.ts';
import type { FitOutside } from './fit-plan.ts';
import { foldsAsDivided } from './folds-within-training.ts';
import type { RunPlan } from './plan-run.ts';

/** Why folds may not be had where the whole training part can be learned from. */
export const CANT_BE_LEFT_OUT: readonly string[] = ['too-few-rows', 'too-few-groups', 'target-constant', 'weights-unusable'];

/** A run's own cross-validation: the folds it asked for, and what came of each. */
export interface Crossed {
  readonly cv: CvSpec;
  readonly judged: readonly FoldOutcome[];
}

export interface LeftOut {
  /** The last of the folds, in their order. */
  readonly judged: readonly FoldOutcome[];
  readonly folds: number;
}

/**
 * What models that had not seen a training row say of it, in the folds of the division. They are those of the run's own cross-validation where it
 * asked for the same; else they are fitted here.
 * @param enough rows left out that are enough; by group every fold is taken, for a fold is a few groups alone. By time the latest are taken
 * @throws what `foldsAsDivided` and `crossValidate` throw
 */
export async function leaveOut(
  plan: RunPlan,
  { experiment, split }: { readonly experiment: Experiment; readonly split: CurrentSplit },
  crossed: Crossed | null,
  enough: number,
  outside: FitOutside
): Promise<LeftOut> {
  const { cv, folds } = foldsAsDivided(plan, experiment, split);
  const from = cv.kind === 'group' ? 0 : firstOf(folds, enough);
  if (crossed && isSameFolds(crossed.cv, cv)) return { judged: crossed.judged.slice(from), folds: folds.length };
  return {
    judged: await crossValidate(plan, folds.slice(from), plan.rows, plan.scoring, keptApart(outside, 'left-out')),
    folds: folds.length
  };
}

/** Where the last folds begin that together leave out enough rows. */
function firstOf(folds: readonly { readonly validation: ArrayLike<number> }[], enough: number): number {
  let rows = 0;
  return Math.max(
    0,
    folds.findLastIndex(({ validation }) => (rows += validation.length) >= enough)
  );
}
