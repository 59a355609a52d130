/**
 * The value below which a share of the rows lies. Without weights it lies between two neighbours (as numpy.percentile); with weights it is the first
 * value at which so much of the weight is reached, as scikit-learn takes it.
 * @param values not empty
 * @param share 0 to 1
 */
export function weightedQuantile(values: Float64Array, weights: Float64Array | null, share: number): number {
  if (!weights) return quantileOf(values.slice().sort(), share);
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b);
  const total = order.reduce((sum, row) => sum + weights[row]!, 0);
  let reached = 0;
  for (const row of order) {
    reached += weights[row]!;
    if (reached >= share * total && reached > 0) return values[row]!;
  }
  return values[order.at(-1)!]!;
}

function quantileOf(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below]!;
  return low + (at - below) * ((sorted[below + 1] ?? low) - low);
}
