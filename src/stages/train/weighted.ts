/** In two passes: the second takes back what rounding lost in the first. */
export function weightedMean(values: Float64Array, weights: Float64Array | null): number {
  const pass = (from: number) => {
    let sum = 0;
    let total = 0;
    for (let i = 0; i < values.length; i++) {
      const weight = weights ? weights[i]! : 1;
      sum += weight * (values[i]! - from);
      total += weight;
    }
    return from + sum / total;
  };
  return pass(pass(values[0] ?? 0));
}

/** The value at which half of the weight lies below; the mean of two when the half falls between them. */
export function weightedMedian(values: Float64Array, weights: Float64Array | null): number {
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b);
  const weightOf = (row: number) => (weights ? weights[row]! : 1);
  const half = order.reduce((sum, row) => sum + weightOf(row), 0) / 2;
  let below = 0;
  for (let i = 0; i < order.length; i++) {
    below += weightOf(order[i]!);
    if (below > half) return values[order[i]!]!;
    if (below === half && i + 1 < order.length) return values[order[i]!]! / 2 + values[order[i + 1]!]! / 2;
  }
  return values[order.at(-1)!]!;
}
