import type { ModelInfo, Run, TrainSpec } from '../../app/api/training.ts';
import { specAgain } from './spec-again.ts';

/** The trees of a run that can get more of them. */
export interface Trees {
  readonly param: string;
  readonly count: number;
  /** Most that the family takes. */
  readonly most: number;
  /** It kept what more trees grow from. */
  readonly isKept: boolean;
}

const COUNTS = ['maxIter', 'nEstimators'];

/** @returns null for a family that does not grow tree by tree, and for a run that has all the trees there may be */
export function treesOf({ params }: Pick<Run, 'params'>, model: Pick<ModelInfo, 'params'> | undefined): Trees | null {
  const param = COUNTS.find((name) => name in params && model?.params[name]);
  if (!param || !model?.params['warmStart']) return null;
  const [count, most] = [Number(params[param]), model.params[param]!.max ?? Infinity];
  return count < most ? { param, count, most, isKept: params['warmStart'] === true } : null;
}

/** The same training with more trees: a run of its own. */
export const moreTreesSpec = (run: Run, { param }: Trees, count: number): TrainSpec => specAgain(run, { [param]: count, warmStart: true });

/** What going on from this run means. */
export const sayMoreTrees = ({ isKept }: Trees): string =>
  isKept
    ? 'It kept what its trees grew from, so only those that are missing are grown; the run is the same to the byte as one that grew them all.'
    : 'It did not keep what its trees grew from (warm start), so all are grown this once; the new run keeps it, and more trees come at their own price from then on.';
