import type { Rng } from '../core/rng.ts';

/** Where batches come from. */
export interface Examples {
  /** Of one row as the first layer takes it: [features] or [height, width, channels]. */
  readonly shape: readonly number[];
  /** Writes `rows` one after another. @param rng draws augmentations; null = the rows as they are */
  fill(rows: Uint32Array, into: Float32Array, rng: Rng | null): void;
}
