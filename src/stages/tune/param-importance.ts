import { mean, quantile } from '../../core/stats.ts';
import type { Rng } from '../../core/rng.ts';
import type { ParamImportance } from '../../core/search-report.ts';
import type { Dimension } from './search-space.ts';
import type { Trial } from './strategy-type.ts';
import { growTrees, type Leaf } from './trial-forest.ts';

/** With fewer trials trees say nothing. */
export const FEWEST_TRIALS = 12;
/** Beyond this many times the middle half below the median, a loss is taken as just so bad: one diverged trial is not all there is to say. */
const REACH = 3;

/**
 * How much of the variance of the loss, over the whole space that was searched, each parameter makes by itself: its main effect, averaged over all values of
 * the others, in a small forest over the trials. The interval is the middle 95 of 100 trees, each of which saw the trials drawn again.
 * Source: Hutter, Hoos & Leyton-Brown (2014), "An efficient approach for assessing hyperparameter importance", section 3. Departs from it: lists are told apart
 * by their place.
 * @returns the most important first; empty with too few trials, or when all lost the same
 */
export function paramImportance(space: readonly Dimension[], trials: readonly Trial[], rng: Rng): ParamImportance[] {
  const known = trials.filter(({ loss }) => Number.isFinite(loss));
  if (known.length < FEWEST_TRIALS || space.length === 0) return [];
  const losses = Float64Array.from(known, ({ loss }) => loss);
  const values = bounded(losses);
  if (values.every((value) => value === values[0])) return [];
  const points = known.map(({ params }) => Float64Array.from(space, (own) => own.placeOf(params[own.name] ?? own.start)));
  const shares = growTrees(points, values, rng).flatMap((tree) => sharesOf(tree, space.length) ?? []);
  if (shares.length === 0) return [];
  return space
    .map(({ name }, d) => {
      const own = shares.map((share) => share[d]!);
      return {
        name,
        value: mean(own),
        low: quantile(own, 0.025),
        high: quantile(own, 0.975),
        method: 'fANOVA, the middle 95 of 100 trees'
      };
    })
    .sort((a, b) => b.value - a.value);
}

function bounded(losses: Float64Array): Float64Array {
  const [low, middle] = [quantile(losses, 0.25), quantile(losses, 0.5)];
  const high = quantile(losses, 0.75);
  const most = middle + REACH * Math.max(high - low, 1e-300);
  return losses.map((loss) => Math.min(loss, most));
}

/** The share of a tree's variance that each dimension makes alone; null for a tree that says one number only. */
function sharesOf(leaves: readonly Leaf[], dimensions: number): Float64Array | null {
  const volumes = leaves.map((leaf) => volumeOf(leaf, -1));
  const centre = leaves.reduce((sum, leaf, i) => sum + leaf.value * volumes[i]!, 0);
  const total = leaves.reduce((sum, leaf, i) => sum + (leaf.value - centre) ** 2 * volumes[i]!, 0);
  if (!(total > 1e-300)) return null;
  return Float64Array.from({ length: dimensions }, (_, d) => mainEffect(leaves, d, centre) / total);
}

/** The variance, along one dimension, of the mean over all others. */
function mainEffect(leaves: readonly Leaf[], d: number, centre: number): number {
  const borders = [...new Set(leaves.flatMap(({ low, high }) => [low[d]!, high[d]!]))].sort((a, b) => a - b);
  const others = leaves.map((leaf) => volumeOf(leaf, d));
  let variance = 0;
  for (let i = 0; i + 1 < borders.length; i++) {
    const middle = (borders[i]! + borders[i + 1]!) / 2;
    let value = 0;
    leaves.forEach(({ low, high, value: own }, k) => {
      if (low[d]! <= middle && middle < high[d]!) value += own * others[k]!;
    });
    variance += (value - centre) ** 2 * (borders[i + 1]! - borders[i]!);
  }
  return variance;
}

/** @param without a dimension that is left out; -1 = none */
function volumeOf({ low, high }: Leaf, without: number): number {
  let volume = 1;
  for (let d = 0; d < low.length; d++) if (d !== without) volume *= high[d]! - low[d]!;
  return volume;
}
