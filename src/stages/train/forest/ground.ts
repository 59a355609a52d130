import { note, type Note } from '../../../core/note.ts';
import type { Rng } from '../../../core/rng.ts';
import { allRows, type NumberColumn, type Table } from '../../../core/table.ts';
import { doneWith } from '../../../core/table-view.ts';
import { listedNames } from '../../../core/words.ts';
import { NO_KEY, type ForestFeature } from '../../../kernels/forest/forest-kernel.ts';
import { binColumn } from '../../../kernels/trees/binning.ts';
import type { TreeKernel } from '../../../kernels/trees/tree-kernel.ts';
import type { Work } from '../../../kernels/work.ts';
import { binTable, type BinnedFeature } from '../boosting/bin-table.ts';
import { refineBins, type FinerBins } from './refine-bins.ts';

/** A feature as trees see it: its bins, and for a number the places within them. */
export interface GroundFeature extends BinnedFeature, ForestFeature {
  /** Bin of each row. */
  readonly binOf: Uint8Array;
  readonly fine: FinerBins | null;
}

const MAX_BINS = 255;

/**
 * Cuts every feature into bins, as boosting does: up to 255 different values have a bin each; of more, bins towards the ends hold fewer rows, down to one. A cut that
 * gains by luck alone mostly lies near an end, where it leaves nearly all rows together for a better one; cuts between even bins would halve them.
 * Source: Ishwaran (2015), "The effect of splitting on random forests".
 * @param kernel opened for the rows and features of the table; nothing is learned in it, its bins are used
 */
export function* groundOf(table: Table, rng: Rng, kernel: TreeKernel): Work<GroundFeature[]> {
  const binned = yield* binTable(table, allRows(table.rows), { maxBins: MAX_BINS, trends: [], spread: 'fine-ends' }, rng, kernel);
  const features: GroundFeature[] = [];
  for (const [j, feature] of binned.entries()) {
    const binOf = binColumn(kernel.bins(), j, table.rows);
    const column = table.columns[j]!;
    const fine = feature.levels ? null : yield* refineBins((column as NumberColumn).values, binOf, feature.bins);
    features.push({ ...feature, isCategory: feature.levels !== null, binOf, fine });
    doneWith(column);
  }
  return features;
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
 * Where a number is cut: in the middle between the values on both sides, as in scikit-learn, or at another share of the way. Infinite where only missing values lie beyond.
 * @param low keys up to this go left, some of which there are
 * @param high the next key, or NO_KEY
 */
export function cutBetween({ fine }: GroundFeature, low: number, high: number, share = 0.5): number {
  if (high === NO_KEY) return Infinity;
  const [below, above] = [fine!.highest[placesUpTo(fine!, low + 1) - 1]!, fine!.lowest[placesUpTo(fine!, high)]!];
  const cut = below * (1 - share) + above * share;
  return cut < above ? Math.max(cut, below) : below;
}

/** How many places lie below a key. */
function placesUpTo({ placesBefore }: FinerBins, key: number): number {
  const before = placesBefore[key >> 8]!;
  return before + Math.min(key & 255, (placesBefore[(key >> 8) + 1] ?? before) - before);
}

/** The last key whose values lie at or below a cut. */
export function lastKeyBelow({ fine }: GroundFeature, cut: number): number {
  if (cut === Infinity) return NO_KEY;
  const { placesBefore, highest } = fine!;
  const place = countUpTo(highest, cut) - 1;
  const bin = countUpTo(placesBefore, place) - 1;
  return (bin << 8) | (place - placesBefore[bin]!);
}

/** How many numbers of an ascending list are not above one. */
function countUpTo(ascending: Float64Array | Uint32Array, value: number): number {
  let [from, to] = [0, ascending.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (ascending[middle]! <= value) from = middle + 1;
    else to = middle;
  }
  return from;
}
