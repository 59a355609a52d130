import { isSameFolds } from '../../core/folds-for.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import type { SharedFolds } from '../../stages/evaluate/compare/further-tests.ts';

/**
 * The scores of two runs on the folds they share; null where they share none. Folds by time learn from more rows the later they are, for which the
 * corrections known for folds were not made, so they are left out.
 */
export function sharedFolds(first: RunRecord, second: RunRecord, metric: string): SharedFolds | null {
  const { cv } = first;
  if (!cv || !second.cv || !isSameFolds(cv, second.cv) || cv.kind === 'time') return null;
  if (first.datasetHash !== second.datasetHash || first.splitHash !== second.splitHash) return null;
  const scoresOf = ({ folds }: RunRecord) => (folds ?? []).map((fold) => fold[metric] ?? NaN);
  const [a, b] = [scoresOf(first), scoresOf(second)];
  if (a.length < 2 || a.length !== b.length) return null;
  const repeats = cv.repeats ?? 1;
  const folds = a.length / repeats;
  const validation = first.shape.rows / folds;
  return { first: a, second: b, sizes: { train: first.shape.rows - validation, validation }, folds, repeats };
}
