/**
 * Moves weights w >= 0, one after the other, each to where |x - w H|² is least while the others stay. Again and again it ends at the least of all: the
 * problem is convex. Source: Cichocki & Phan (2009), "Fast local algorithms for large scale nonnegative matrix and tensor factorizations".
 * @param w length k, changed in place
 * @param along x Hᵀ, length k
 * @param products H Hᵀ, row-major [k, k]
 * @returns how far from the least it was: the sum of the slopes that weights could still follow
 */
export function descendWeights(w: Float64Array, along: Float64Array, products: Float64Array): number {
  const size = w.length;
  let violation = 0;
  for (let k = 0; k < size; k++) {
    let slope = -along[k]!;
    for (let l = 0; l < size; l++) slope += w[l]! * products[k * size + l]!;
    violation += Math.abs(w[k] === 0 ? Math.min(0, slope) : slope);
    const bend = products[k * size + k]!;
    if (bend > 0) w[k] = Math.max(0, w[k]! - slope / bend);
  }
  return violation;
}

/** Products of the rows with each other, H Hᵀ. @param rows row-major [size, length / size]. @returns row-major [size, size] */
export function productsOfRows(rows: Float64Array, size: number): Float64Array {
  const out = new Float64Array(size * size);
  const width = rows.length / size;
  for (let k = 0; k < size; k++)
    for (let l = 0; l <= k; l++) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += rows[k * width + j]! * rows[l * width + j]!;
      out[k * size + l] = sum;
      out[l * size + k] = sum;
    }
  return out;
}
