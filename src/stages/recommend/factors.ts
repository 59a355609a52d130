import type { Asker, Reason } from './recommender.ts';
import { normal, type Rng } from '../../core/rng.ts';
import { byShare } from './shares.ts';

/** Small normal numbers, row-major [rows, width]. */
export function drawFactors(rows: number, width: number, scale: number, rng: Rng): Float64Array {
  return Float64Array.from({ length: rows * width }, () => scale * normal(rng));
}

/** The product of row a of x and row b of y. */
export function product(x: Float64Array, a: number, y: Float64Array, b: number, width: number): number {
  let sum = 0;
  for (let f = 0; f < width; f++) sum += x[a * width + f]! * y[b * width + f]!;
  return sum;
}

/** Xᵀ X of row-major [rows, width]. */
export function gram(x: Float64Array, width: number): Float64Array {
  const out = new Float64Array(width * width);
  for (let start = 0; start < x.length; start += width) {
    for (let a = 0; a < width; a++) {
      const value = x[start + a]!;
      if (value !== 0) for (let b = 0; b <= a; b++) out[a * width + b]! += value * x[start + b]!;
    }
  }
  for (let a = 0; a < width; a++) for (let b = a + 1; b < width; b++) out[a * width + b] = out[b * width + a]!;
  return out;
}

/** Adds weight · v vᵀ, v being row `row` of x. */
export function addOuter(into: Float64Array, x: Float64Array, row: number, weight: number, width: number): void {
  const start = row * width;
  for (let a = 0; a < width; a++) {
    const value = weight * x[start + a]!;
    for (let b = 0; b < width; b++) into[a * width + b]! += value * x[start + b]!;
  }
}

/** Adds to the diagonal. */
export function addRidge(into: Float64Array, ridge: number, width: number): void {
  for (let a = 0; a < width; a++) into[a * width + a]! += ridge;
}

/** Scores all items by the product of their factors with `taste`, plus their own offsets. */
export function scoreAll(taste: Float64Array, factors: Float64Array, offsets: Float64Array | null, into: Float64Array): void {
  const width = taste.length;
  for (let item = 0; item < into.length; item++) into[item] = (offsets?.[item] ?? 0) + product(taste, 0, factors, item, width);
}

/** Items of the asker whose factors point the same way as those of `item`: where the fit itself does not say what a score comes from. */
export function nearestOwn(factors: Float64Array, width: number, { history }: Asker, item: number): Reason {
  const cosine = (other: number) =>
    product(factors, item, factors, other, width) /
    Math.sqrt(product(factors, item, factors, item, width) * product(factors, other, factors, other, width));
  return { kind: 'items', items: byShare(Array.from(history.items, (own) => ({ item: own, value: cosine(own) }))) };
}
