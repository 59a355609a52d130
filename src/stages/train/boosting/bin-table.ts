import type { CategoryColumn, NumberColumn, Table } from '../../../core/table.ts';
import { doneWith } from '../../../core/table-view.ts';
import { below, type Rng } from '../../../core/rng.ts';
import { binCodes, binNumbers, bordersOf } from '../../../kernels/boosting/binning.ts';
import { SLOT } from '../../../kernels/boosting/histogram.ts';
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

export interface BinnedTable {
  readonly features: readonly BinnedFeature[];
  /** One array per feature: bin of each row. */
  readonly bins: readonly Uint8Array[];
  /** Where each feature begins in a histogram. */
  readonly offsets: Int32Array;
  readonly histogramLength: number;
}

/** Values that decide about borders; scikit-learn's number. */
const BORDER_SAMPLE = 200_000;

/** A bin number and the missing values' bin must fit in a byte. */
const MOST_LEVELS = 254;

/**
 * Cuts every feature into at most `maxBins` bins. Borders and levels come from `trainRows` alone; the other rows are only placed.
 * @param trainRows the rows that may be looked at
 */
export function* binTable(table: Table, trainRows: Uint32Array, maxBins: number, rng: Rng): Work<BinnedTable> {
  const sample = sampleOf(trainRows, rng);
  const features: BinnedFeature[] = [];
  const bins: Uint8Array[] = [];
  for (const column of table.columns) {
    const into = new Uint8Array(table.rows);
    features.push(
      column.kind === 'number'
        ? binNumberColumn(column, sample, trainRows, maxBins, into)
        : binCategoryColumn(column as CategoryColumn, trainRows, maxBins, into)
    );
    bins.push(into);
    doneWith(column);
    yield sample.length * 40 + table.rows * 10;
  }
  const offsets = new Int32Array(features.length);
  let length = 0;
  features.forEach((feature, j) => {
    offsets[j] = length;
    length += (feature.bins + 1) * SLOT;
  });
  return { features, bins, offsets, histogramLength: length };
}

function sampleOf(rows: Uint32Array, rng: Rng): Uint32Array {
  if (rows.length <= BORDER_SAMPLE) return rows;
  const pool = rows.slice();
  for (let i = 0; i < BORDER_SAMPLE; i++) {
    const j = i + below(rng, pool.length - i);
    [pool[i], pool[j]] = [pool[j]!, pool[i]!];
  }
  return pool.slice(0, BORDER_SAMPLE);
}

function binNumberColumn(
  { name, values }: NumberColumn,
  sample: Uint32Array,
  trainRows: Uint32Array,
  maxBins: number,
  into: Uint8Array
): BinnedFeature {
  const seen = new Float64Array(sample.length);
  let count = 0;
  for (const row of sample) if (!Number.isNaN(values[row])) seen[count++] = values[row]!;
  const borders = bordersOf(seen.subarray(0, count).sort(), maxBins);
  binNumbers(values, borders, into);
  return {
    name,
    bins: borders.length + 1,
    hasMissing: trainRows.some((row) => Number.isNaN(values[row])),
    borders,
    levels: null,
    binOfLevel: null
  };
}

function binCategoryColumn(
  { name, codes, labels }: CategoryColumn,
  trainRows: Uint32Array,
  maxBins: number,
  into: Uint8Array
): BinnedFeature {
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
  binCodes(codes, binOf, bins, into);
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
