import type { PlainRecord } from '../core/plain.ts';
import type { CurvePoint } from '../core/model.ts';

/** Everything a training needs to go on as if it had not stopped. Plain data: it clones, stores and survives the device. */
export type Checkpoint = PlainRecord & {
  /** Epochs done. */
  readonly epoch: number;
  readonly weights: Float32Array;
  /** Adam's moments, packed, and steps. */
  readonly moments: Float32Array;
  readonly steps: number;
  readonly rng: readonly [number, number, number, number];
  /** Training rows in their current order, and the rows held out. */
  readonly order: Uint32Array;
  readonly held: Uint32Array;
  readonly heldOut: string;
  readonly curve: readonly (CurvePoint & PlainRecord)[];
  readonly best: {
    readonly loss: number;
    readonly epoch: number;
    readonly weights: Float32Array | null;
    readonly mark: number;
    readonly waited: number;
  };
};
