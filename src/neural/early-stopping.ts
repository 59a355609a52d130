/** An improvement smaller than this does not count; scikit-learn's default. */
const TOLERANCE = 1e-4;

/** What early stopping knows between epochs. */
export interface BestSoFar {
  readonly loss: number;
  readonly epoch: number;
  /** All weights, packed, as they were then; null where nothing is held out and the last weights are taken. */
  readonly weights: Float32Array | null;
  /** The loss improvements are counted from, and epochs since the last. */
  readonly mark: number;
  readonly waited: number;
}

export const nothingYet: BestSoFar = { loss: Infinity, epoch: 0, weights: null, mark: Infinity, waited: 0 };

/** @param weights the weights of this epoch, to keep if it is the best; null to keep none */
export function afterEpoch(best: BestSoFar, epoch: number, loss: number, weights: Float32Array | null): BestSoFar {
  const improved = loss < best.mark - TOLERANCE;
  const waiting = { mark: improved ? loss : best.mark, waited: improved ? 0 : best.waited + 1 };
  return loss < best.loss ? { loss, epoch, weights, ...waiting } : { ...best, ...waiting };
}
