/** How often what is told is to hold. */
export const LEVEL = 0.95;

/**
 * The ceil((n + 1) level)-th smallest: what one more of the same kind passes in at most 1 - level of all cases; the largest where there are too few for that.
 * Source: Vovk, Gammerman & Shafer (2005), "Algorithmic learning in a random world".
 */
export function conformalQuantile(values: Float64Array, level = LEVEL): number {
  const sorted = values.slice().sort();
  return sorted[Math.min(sorted.length, Math.ceil((sorted.length + 1) * level - 1e-9)) - 1]!;
}
