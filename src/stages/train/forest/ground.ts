import { note, type Note } from '../../../core/note.ts';
import type { Rng } from '../../../core/rng.ts';
import { allRows, type NumberColumn, type Table } from '../../../core/table.ts';
import { doneWith } from '../../../core/table-view.ts';
import { listedNames } from '../../../core/words.ts';
import { NO_BIN, type ForestFeature } from '../../../kernels/forest/forest-kernel.ts';
import type { TreeKernel } from '../../../kernels/trees/tree-kernel.ts';
import type { Work } from '../../../kernels/work.ts';
import { binTable, type BinnedFeature } from '../boosting/bin-table.ts';

/** A feature as trees see it: its bins, and the values that lie in each. */
export interface GroundFeature extends BinnedFeature, ForestFeature {
  /** Bin of each row. */
  readonly binOf: Uint8Array;
  /** Lowest and highest value of each bin; null for a category. */
  readonly lowest: Float64Array | null;
  readonly highest: Float64Array | null;
}

const MAX_BINS = 255;

/**
 * Cuts every feature into bins, as boosting does: up to 255 different values have a bin each.
 * @param kernel opened for the rows and features of the table; nothing is learned in it, its bins are used
 */
export function* groundOf(table: Table, rng: Rng, kernel: TreeKernel): Work<GroundFeature[]> {
  const binned = yield* binTable(table, allRows(table.rows), { maxBins: MAX_BINS, trends: [] }, rng, kernel);
  const features: GroundFeature[] = [];
  for (const [j, feature] of binned.entries()) {
    const binOf = kernel.bins(j);
    const column = table.columns[j]!;
    const shape = { ...feature, isCategory: feature.levels !== null, binOf };
    features.push({
      ...shape,
      ...(feature.levels ? { lowest: null, highest: null } : edgesOf(column as NumberColumn, binOf, feature.bins))
    });
    doneWith(column);
    yield 3 * table.rows;
  }
  return features;
}

function edgesOf({ values }: NumberColumn, binOf: Uint8Array, bins: number) {
  const lowest = new Float64Array(bins).fill(Infinity);
  const highest = new Float64Array(bins).fill(-Infinity);
  for (let row = 0; row < values.length; row++) {
    const [value, bin] = [values[row]!, binOf[row]!];
    if (bin === bins) continue;
    if (value < lowest[bin]!) lowest[bin] = value;
    if (value > highest[bin]!) highest[bin] = value;
  }
  return { lowest, highest };
}

/** What the scorer needs to place a value: `levels` and the bin of each for a category, null for a number. */
export const describe = ({ name, levels, binOfLevel }: GroundFeature) => ({ name, levels, binOfLevel });

export function groundNotes(features: readonly GroundFeature[], hasSplit: boolean): Note[] {
  const joined = features.filter(({ levels, bins }) => levels !== null && levels.length > bins).map(({ name }) => name);
  return [
    ...(hasSplit
      ? []
      : [note('no-split-found', 'No split was found worth making, so every row gets the same answer. Lower minSamplesLeaf for few rows.')]),
    ...(joined.length > 0 ? [note('levels-joined', `Too many levels: the rare ones of ${listedNames(joined)} were joined into one.`)] : [])
  ];
}

/**
 * Where a number is cut: in the middle between the values on both sides, as in scikit-learn; a random cut at the border of its bin. Infinite where
 * only missing values lie beyond.
 */
export function cutBetween({ lowest, highest, borders }: GroundFeature, low: number, high: number, isRandom: boolean): number {
  if (high === NO_BIN) return Infinity;
  if (isRandom) return borders![low]!;
  const [below, above] = [highest![low]!, lowest![high]!];
  const middle = below * 0.5 + above * 0.5;
  return middle < above ? middle : below;
}
