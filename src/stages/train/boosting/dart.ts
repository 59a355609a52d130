import { below, type Rng } from '../../../core/rng.ts';
import type { GrownTree } from './grow-tree.ts';

export interface DartSettings {
  readonly learningRate: number;
  /** Share of the rounds so far that are left out of one. */
  readonly dropRate: number;
}

/** A round in this share leaves none out; LightGBM's number. */
const SKIP = 0.5;

/** Draws the rounds that the next one is to do without; at least one, unless it is skipped. */
export function drawDropped(rounds: number, { dropRate }: DartSettings, rng: Rng): number[] {
  if (rounds === 0 || rng() < SKIP) return [];
  const dropped = Array.from({ length: rounds }, (_, round) => round).filter(() => rng() < dropRate);
  return dropped.length > 0 ? dropped : [below(rng, rounds)];
}

/**
 * What the trees left out and the new ones count afterwards: k trees that missed and the new one share what the k said before.
 * Source: Rashmi & Gilad-Bachrach (2015), "DART"; with a learning rate as XGBoost has it.
 */
export const dartFactors = (dropped: number, learningRate: number): { dropped: number; grown: number } => ({
  dropped: dropped / (dropped + learningRate),
  grown: dropped === 0 ? 1 : 1 / (dropped + learningRate)
});

export function scaleTree(tree: GrownTree, by: number): void {
  for (let node = 0; node < tree.value.length; node++) tree.value[node]! *= by;
}
