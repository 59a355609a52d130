/** Where borders lie among the rows: as many rows in every bin, or fewer and fewer towards both ends, down to one. */
export type BinSpread = 'even' | 'fine-ends';

/**
 * Borders between the bins of one feature: midpoints between neighbouring values when there are at most `maxBins` of them, midpoint quantiles
 * otherwise. A value belongs to the first bin whose border it does not exceed, or to the last bin.
 * @param sorted ascending values without gaps
 * @returns ascending borders, at most maxBins - 1; none for a constant feature
 */
export function bordersOf(sorted: Float64Array, maxBins: number, spread: BinSpread = 'even'): Float64Array {
  const distinct: number[] = [];
  for (let i = 0; i < sorted.length && distinct.length <= maxBins; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) distinct.push(sorted[i]!);
  const borders =
    distinct.length <= maxBins
      ? distinct.slice(1).map((value, i) => midpoint(distinct[i]!, value))
      : quantileBorders(sorted, (spread === 'even' ? evenPlaces : fineEndedPlaces)(sorted.length, maxBins));
  return Float64Array.from(borders);
}

const midpoint = (low: number, high: number) => low * 0.5 + high * 0.5;

function quantileBorders(sorted: Float64Array, places: readonly number[]): number[] {
  const borders: number[] = [];
  for (const at of places) {
    const border = midpoint(sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!);
    if (border !== borders.at(-1) && border < sorted.at(-1)!) borders.push(border);
  }
  return borders;
}

const evenPlaces = (rows: number, maxBins: number): number[] =>
  Array.from({ length: maxBins - 1 }, (_, i) => ((rows - 1) * (i + 1)) / maxBins);

/** How much larger than its outer neighbour a bin near an end is, by a row at least. */
const GROWTH = 1.06;

/** Bins of one row at both ends, growing inwards until those that are left share the rest evenly. */
function fineEndedPlaces(rows: number, maxBins: number): number[] {
  const ends: number[] = [];
  let rest = { rows, bins: maxBins };
  for (let size = 1; rest.bins > 2 && size * rest.bins < rest.rows; size = Math.max(size + 1, Math.floor(size * GROWTH))) {
    rest = { rows: rest.rows - 2 * size, bins: rest.bins - 2 };
    ends.push((ends.at(-1) ?? 0) + size);
  }
  const from = ends.at(-1) ?? 0;
  const middle = Array.from({ length: rest.bins - 1 }, (_, i) => from + (rest.rows * (i + 1)) / rest.bins);
  return [...ends, ...middle, ...ends.toReversed().map((end) => rows - end)].map((cut) => cut - 0.5);
}

/** Bins of all rows: that of a row of a feature stands at the feature's start and so many of its steps behind it. */
export interface BinBytes {
  readonly bytes: Uint8Array;
  readonly starts: readonly number[];
  readonly steps: readonly number[];
}

/** Room for bins, one column behind the other. */
export const columnsOfBins = (rows: number, features: number): BinBytes => ({
  bytes: new Uint8Array(rows * features),
  starts: Array.from({ length: features }, (_, j) => j * rows),
  steps: new Array<number>(features).fill(1)
});

/** The bins of one feature: where they are steps apart, a copy. */
export function binColumn({ bytes, starts, steps }: BinBytes, feature: number, rows: number): Uint8Array {
  const [start, step] = [starts[feature]!, steps[feature]!];
  return step === 1 ? bytes.subarray(start, start + rows) : Uint8Array.from({ length: rows }, (_, i) => bytes[start + step * i]!);
}

/**
 * Fills the bins of a number feature from row `from` to `to`; NaN gets the bin behind the last.
 * @param values of all rows
 */
export function binNumbers(
  values: Float64Array,
  borders: Float64Array,
  into: BinBytes,
  feature: number,
  from = 0,
  to = values.length
): void {
  const { bytes } = into;
  const step = into.steps[feature]!;
  const missing = borders.length + 1;
  for (let i = from, at = into.starts[feature]! + step * from; i < to; i++, at += step) {
    const value = values[i]!;
    if (value !== value) {
      bytes[at] = missing;
      continue;
    }
    let low = 0;
    let high = borders.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (value <= borders[middle]!) high = middle;
      else low = middle + 1;
    }
    bytes[at] = low;
  }
}

/**
 * Fills the bins of a category; a missing code (-1) gets the bin behind the last.
 * @param binOf for each code its bin
 * @param bins how many bins there are
 */
export function binCodes(codes: Int32Array, binOf: Uint8Array, bins: number, { bytes, starts, steps }: BinBytes, feature: number): void {
  const [start, step] = [starts[feature]!, steps[feature]!];
  for (let i = 0; i < codes.length; i++) bytes[start + step * i] = codes[i]! < 0 ? bins : binOf[codes[i]!]!;
}
