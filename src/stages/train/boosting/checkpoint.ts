import type { CurvePoint, FitContext } from '../../../core/model.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import type { GrownTree } from './grow-tree.ts';

/** Everything that boosting needs to go on after a round as if it had not stopped. */
export interface BoostCheckpoint {
  /** Rounds times outputs trees. */
  readonly trees: readonly GrownTree[];
  readonly curve: readonly CurvePoint[];
  /** The best round on the watched rows; null where rounds are not chosen by it. */
  readonly best: { readonly round: number; readonly loss: number } | null;
  /** Raw scores of all rows, one array an output: adding them up anew from the trees would round in another order. */
  readonly raw: readonly Float64Array[];
  readonly rng: readonly [number, number, number, number];
}

export interface BoostCheckpoints {
  readonly resumeFrom: BoostCheckpoint | undefined;
  readonly isDue: () => boolean;
  readonly keep: (checkpoint: BoostCheckpoint) => void;
  /** What the last round leaves behind; absent where nobody will go on from it. */
  readonly end?: (checkpoint: BoostCheckpoint) => void;
}

/** A fit's checkpoints in the words of boosting: plain data on both sides. */
export const checkpointsOf = ({ onCheckpoint, wantsCheckpoint, resumeFrom, onEnd }: FitContext): BoostCheckpoints => ({
  resumeFrom: resumeFrom as BoostCheckpoint | undefined,
  isDue: () => onCheckpoint !== undefined && (wantsCheckpoint?.() ?? true),
  keep: (checkpoint) => onCheckpoint?.(checkpoint as unknown as PlainRecord),
  ...(onEnd && { end: (checkpoint: BoostCheckpoint) => onEnd(checkpoint.curve.length, checkpoint as unknown as PlainRecord) })
});
