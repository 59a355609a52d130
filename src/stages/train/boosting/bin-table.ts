import type { CategoryColumn, NumberColumn, Table } from '../../../core/table.ts';
import { doneWith } from '../../../core/table-view.ts';
import { below, type Rng } from '../../../core/rng.ts';
import { binCodes, bordersOf, type BinSpread } from '../../../kernels/trees/binning.ts';
import type { Trend } from '../../../kernels/trees/split.ts';
import type { TreeKernel } from '../../../kernels/trees/tree-kernel.ts';
import type { Work } from '../../../kernels/work.ts';

/** How one feature was cut into bins. The bin behind the last holds the missing values. */
export interface BinnedFeature {
  readonly name: string;
  readonly bins: number;
  readonly hasMissing: boolean;
  /** Numbers: see `bordersOf`. */
  readonly borders: Float64Array | null;
  /** Categories: the levels seen in training, and the bin of each. */
  readonly levels: readonly string[] | null;
  readonly binOfLevel: Uint8Array | null;
}

/** Values that decide about borders; scikit-learn's number. */
const BORDER_SAMPLE = 200_000;

/** A bin number and the missing values' bin must fit in a byte. */
const MOST_LEVELS = 254;

/** Where the bins of rows are kept: a tree kernel, or any other memory. */
export type BinStore = Pick<TreeKernel, 'bins' | 'sorted' | 'placeNumbers' | 'layOut'>;

export interface Binning {
  readonly maxBins: number;
  /** For each feature whether the answer may only rise or fall with it. */
  readonly trends: readonly Trend[];
  /** How borders of numbers are spread among the rows; evenly where it is not said. */
  readonly spread?: BinSpread;
}

/** What is cut: all rows are placed, but only the training rows are looked at. */
interface Cutting {
  readonly kernel: BinStore;
  readonly sample: Uint32Array;
  readonly trainRows: Uint32Array;
  readonly maxBins: number;
  readonly spread: BinSpread;
}

/**
 * Cuts every feature into at most `maxBins` bins and lays out the histograms. Borders and levels come from `trainRows` alone; the other rows are only placed.
 * @param trainRows the rows that may be looked at
 * @param kernel its bins are filled, and its histograms laid out
 */
export function* binTable(
  table: Table,
  trainRows: Uint32Array,
  { maxBins, trends, spread = 'even' }: Binning,
  rng: Rng,
  kernel: BinStore
): Work<BinnedFeature[]> {
  const cutting = { kernel, sample: sampleOf(trainRows, rng), trainRows, maxBins, spread };
  const features: BinnedFeature[] = [];
  for (const [j, column] of table.columns.entries()) {
    features.push(
      column.kind === 'number' ? yield* binNumberColumn(column, j, cutting) : binCategoryColumn(column as CategoryColumn, j, cutting)
    );
    doneWith(column);
    yield table.rows * 4;
  }
  kernel.layOut(
    features.map(({ bins, hasMissing, levels }, j) => ({ bins, hasMissing, isCategory: levels !== null, trend: trends[j] ?? 0 }))
  );
  return features;
}

function sampleOf(rows: Uint32Array, rng: Rng): Uint32Array {
  if (rows.length <= BORDER_SAMPLE) return rows;
  const pool = rows.slice();
  for (let i = 0; i < BORDER_SAMPLE; i++) {
    const j = i + below(rng, pool.length - i);
    [pool[i], pool[j]] = [pool[j]!, pool[i]!];
  }
  // In the order they stand in: values are looked up in one sweep.
  return pool.slice(0, BORDER_SAMPLE).sort();
}

/** Rows placed between two pauses. */
const STRIDE = 1 << 18;

function* binNumberColumn({ name, values }: NumberColumn, j: number, cutting: Cutting): Work<BinnedFeature> {
  const { kernel, sample, trainRows, maxBins, spread } = cutting;
  const sorted = kernel.sorted(sample.length === values.length ? values : taken(values, sample));
  const borders = bordersOf(sorted, maxBins, spread);
  const isWhole = sample.length === trainRows.length;
  const hasMissing = sorted.length < sample.length || (!isWhole && lacksAny(values, trainRows));
  yield 8 * sample.length;
  for (let from = 0; from < values.length; from += STRIDE) {
    kernel.placeNumbers(j, values, borders, from, Math.min(from + STRIDE, values.length));
    yield STRIDE * 4;
  }
  return { name, bins: borders.length + 1, hasMissing, borders, levels: null, binOfLevel: null };
}

function taken(values: Float64Array, rows: Uint32Array): Float64Array {
  const some = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) some[i] = values[rows[i]!]!;
  return some;
}

function lacksAny(values: Float64Array, rows: Uint32Array): boolean {
  let at = 0;
  while (at < rows.length) {
    const value = values[rows[at++]!]!;
    if (value !== value) return true;
  }
  return false;
}

function binCategoryColumn({ name, codes, labels }: CategoryColumn, j: number, { kernel, trainRows, maxBins }: Cutting): BinnedFeature {
  const counts = new Float64Array(labels.length);
  let missing = 0;
  for (const row of trainRows) {
    if (codes[row]! < 0) missing++;
    else counts[codes[row]!]!++;
  }
  const seen = [...labels.keys()].filter((code) => counts[code]! > 0);
  const most = Math.min(maxBins, MOST_LEVELS);
  const bins = Math.min(seen.length, most);
  const binOf = new Uint8Array(labels.length).fill(bins);
  byFrequency(seen, counts, most).forEach((code, place) => (binOf[code] = Math.min(place, most - 1)));
  binCodes(codes, binOf, bins, kernel.bins(), j);
  return {
    name,
    bins,
    hasMissing: missing > 0,
    borders: null,
    levels: seen.map((code) => labels[code]!),
    binOfLevel: Uint8Array.from(seen, (code) => binOf[code]!)
  };
}

/** With too many levels the most frequent come first, so that the rare ones share the last bin. */
const byFrequency = (seen: readonly number[], counts: Float64Array, most: number): readonly number[] =>
  seen.length <= most ? seen : seen.toSorted((a, b) => counts[b]! - counts[a]! || a - b);
