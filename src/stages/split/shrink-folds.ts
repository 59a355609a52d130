import type { Kinship } from '../../core/kinship.ts';
import { forkRng, shuffled } from '../../core/rng.ts';
import type { Fold } from '../../core/split.ts';
import type { RowSet } from '../../core/table.ts';
import type { Target } from '../../core/target.ts';
import { thinFolds } from './thin-folds.ts';

/**
 * Folds that learn from a share of their rows as if fewer had been collected: of rows that belong to groups whole groups, by time the latest, which are those
 * nearest to what is judged, else rows by chance, the classes in proportion. What they judge stays whole.
 * @param share above 0 to 1
 */
export function shrinkFolds(
  folds: readonly Fold[],
  rows: { readonly target: Target; readonly kinship?: Kinship },
  share: number,
  seed: number
): readonly Fold[] {
  const { kinship, target } = rows;
  if (share >= 1) return folds;
  if (!kinship) return thinFolds(folds, target, share, seed);
  return folds.map((fold, i) => ({
    ...fold,
    train: kinship.kind === 'groups' ? someGroups(fold.train, kinship.of, share, seed + i) : latest(fold.train, kinship.at, share)
  }));
}

/** Groups in the same order for every share, so that more rows hold the fewer. */
function someGroups(train: RowSet, of: Int32Array, share: number, seed: number): RowSet {
  const sizes = new Map<number, number>();
  for (const row of train) sizes.set(of[row]!, (sizes.get(of[row]!) ?? 0) + 1);
  const kept = new Set<number>();
  let rows = 0;
  for (const group of shuffled(Int32Array.from(sizes.keys()), forkRng(seed, 'some groups'))) {
    if (rows >= share * train.length) break;
    kept.add(group);
    rows += sizes.get(group)!;
  }
  return train.filter((row) => kept.has(of[row]!));
}

function latest(train: RowSet, at: Float64Array, share: number): RowSet {
  const count = Math.max(1, Math.round(share * train.length));
  const order = [...train].sort((a, b) => at[b]! - at[a]! || b - a);
  return Uint32Array.from(order.slice(0, count)).sort();
}
