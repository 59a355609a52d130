import { forkRng } from '../../core/rng.ts';
import type { Fold } from '../../core/split.ts';
import type { Target } from '../../core/target.ts';
import { drawParts } from './apportion.ts';
import { targetStrata } from './keys.ts';

/**
 * Folds that learn from some of their rows, drawn by chance with the classes, or tenths of a number, in proportion; what they judge stays whole, so that scores
 * on few rows and on all can be held against each other.
 * @param share above 0 to 1
 */
export function thinFolds(folds: readonly Fold[], target: Target, share: number, seed: number): readonly Fold[] {
  if (share >= 1) return folds;
  return folds.map((fold, i) => {
    const drawn = drawParts(targetStrata(target, fold.train), [share, 1 - share], forkRng(seed, `share ${i}`));
    return { ...fold, train: fold.train.filter((_, entry) => drawn[entry] === 0) };
  });
}
