import type { Coded } from './cramers-v.ts';

/**
 * Correlation ratio eta: the root of the share of the numbers' variance that lies between the levels, 0 to 1. Numbers come standardised.
 * @returns NaN when the numbers do not vary
 */
export function correlationRatio(groups: Coded, numbers: Float64Array): { value: number; n: number; levels: number } {
  const counts = new Float64Array(groups.levels);
  const sums = new Float64Array(groups.levels);
  let [n, total, squares] = [0, 0, 0];
  for (let i = 0; i < numbers.length; i++) {
    const code = groups.codes[i]!;
    const value = numbers[i]!;
    if (code < 0 || value !== value) continue;
    counts[code]!++;
    sums[code]! += value;
    n++;
    total += value;
    squares += value * value;
  }
  const mean = total / n;
  const all = squares - n * mean * mean;
  let between = 0;
  for (let code = 0; code < groups.levels; code++)
    if (counts[code]! > 0) between += counts[code]! * (sums[code]! / counts[code]! - mean) ** 2;
  return {
    value: all > 1e-12 * n ? Math.min(1, Math.sqrt(Math.max(0, between / all))) : NaN,
    n,
    levels: counts.filter((count) => count > 0).length
  };
}
