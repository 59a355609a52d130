/**
 * Borders between the bins of one feature: midpoints between neighbouring values when there are at most `maxBins` of them, midpoint quantiles
 * otherwise. A value belongs to the first bin whose border it does not exceed, or to the last bin.
 * @param sorted ascending values without gaps
 * @returns ascending borders, at most maxBins - 1; none for a constant feature
 */
export function bordersOf(sorted: Float64Array, maxBins: number): Float64Array {
  const distinct: number[] = [];
  for (let i = 0; i < sorted.length && distinct.length <= maxBins; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) distinct.push(sorted[i]!);
  const borders =
    distinct.length <= maxBins ? distinct.slice(1).map((value, i) => midpoint(distinct[i]!, value)) : quantileBorders(sorted, maxBins);
  return Float64Array.from(borders);
}

const midpoint = (low: number, high: number) => low * 0.5 + high * 0.5;

function quantileBorders(sorted: Float64Array, maxBins: number): number[] {
  const borders: number[] = [];
  for (let bin = 1; bin < maxBins; bin++) {
    const at = ((sorted.length - 1) * bin) / maxBins;
    const border = midpoint(sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!);
    if (border !== borders.at(-1) && border < sorted.at(-1)!) borders.push(border);
  }
  return borders;
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
