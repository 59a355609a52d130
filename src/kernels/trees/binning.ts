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

/**
 * Bin of every value; NaN gets the bin behind the last.
 * @param into length n, filled
 */
export function binNumbers(values: Float64Array, borders: Float64Array, into: Uint8Array): void {
  const missing = borders.length + 1;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value !== value) {
      into[i] = missing;
      continue;
    }
    let low = 0;
    let high = borders.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (value <= borders[middle]!) high = middle;
      else low = middle + 1;
    }
    into[i] = low;
  }
}

/**
 * Bin of every category code; a missing one (-1) gets the bin behind the last.
 * @param binOf for each code its bin
 * @param bins how many bins there are
 */
export function binCodes(codes: Int32Array, binOf: Uint8Array, bins: number, into: Uint8Array): void {
  for (let i = 0; i < codes.length; i++) into[i] = codes[i]! < 0 ? bins : binOf[codes[i]!]!;
}
