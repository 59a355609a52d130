import type { Rng } from '../../../core/rng.ts';
import { allRows, type Table } from '../../../core/table.ts';
import { binColumn, binNumbers, columnsOfBins, type BinBytes } from '../../../kernels/trees/binning.ts';
import type { Work } from '../../../kernels/work.ts';
import { binTable, type BinnedFeature, type BinStore } from '../boosting/bin-table.ts';

/** A feature in bins: `codes` of each row; the bin behind the last is that of missing values. */
export interface FeatureBins extends BinnedFeature {
  readonly codes: Uint8Array;
  /** Weight of the rows of each bin, that of missing values last. */
  readonly weights: Float64Array;
}

/** The bins of boosting, without its memory. */
class PlainBins implements BinStore {
  readonly #bins: BinBytes;

  constructor({ rows, columns }: Table) {
    this.#bins = columnsOfBins(rows, columns.length);
  }

  bins = () => this.#bins;
  sorted = (values: Float64Array): Float64Array => values.filter((value) => !Number.isNaN(value)).sort();
  layOut = (): void => undefined;

  placeNumbers(feature: number, values: Float64Array, borders: Float64Array, from: number, to: number): void {
    binNumbers(values, borders, this.#bins, feature, from, to);
  }
}

/** Cuts every feature into at most `maxBins` bins of about even shares of the rows. */
export function* binFeatures(table: Table, weights: Float64Array | null, maxBins: number, rng: Rng): Work<FeatureBins[]> {
  const store = new PlainBins(table);
  const features = yield* binTable(table, allRows(table.rows), { maxBins, trends: [] }, rng, store);
  return features.map((feature, j) => {
    const codes = binColumn(store.bins(), j, table.rows);
    return { ...feature, codes, weights: weightsOf(codes, weights, feature.bins + 1) };
  });
}

function weightsOf(codes: Uint8Array, weights: Float64Array | null, slots: number): Float64Array {
  const out = new Float64Array(slots);
  for (let i = 0; i < codes.length; i++) out[codes[i]!]! += weights ? weights[i]! : 1;
  return out;
}
