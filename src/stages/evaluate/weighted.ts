const BLOCK = 256;

/** Weighted mean by blocks, so that the error grows with the number of blocks and not of rows. NaN when nothing has weight. */
export function weightedMean(values: Float64Array, weights: Float64Array): number {
  let total = 0;
  let mass = 0;
  for (let start = 0; start < values.length; start += BLOCK) {
    const end = Math.min(values.length, start + BLOCK);
    let part = 0;
    let partMass = 0;
    for (let i = start; i < end; i++) {
      part += values[i]! * weights[i]!;
      partMass += weights[i]!;
    }
    total += part;
    mass += partMass;
  }
  return total / mass;
}
