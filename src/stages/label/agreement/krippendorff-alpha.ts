import type { Ratings } from './ratings.ts';

/**
 * Agreement of any number of labellers who need not all have seen everything: 1 is perfect, 0 what chance gives.
 * Source: Krippendorff (2011), "Computing Krippendorff's alpha-reliability", by the coincidence matrix.
 * @param weights how often each unit counts
 * @returns NaN where fewer than two values are paired, or all paired values are one
 */
export function krippendorffAlpha({ units, values, level }: Ratings, weights?: ArrayLike<number>): number {
  const n = values.length;
  const pairs = new Float64Array(n * n);
  units.forEach((codes, unit) => {
    const given = codes.filter((code) => code >= 0);
    const weight = (weights?.[unit] ?? 1) / (given.length - 1);
    if (given.length < 2) return;
    for (let i = 0; i < given.length; i++) for (let j = 0; j < given.length; j++) if (i !== j) pairs[given[i]! * n + given[j]!]! += weight;
  });
  const totals = Float64Array.from({ length: n }, (_, c) => pairs.subarray(c * n, (c + 1) * n).reduce((sum, count) => sum + count, 0));
  const all = totals.reduce((sum, count) => sum + count, 0);
  const distance = distances(level, values, totals);
  let [observed, expected] = [0, 0];
  for (let c = 0; c < n; c++)
    for (let k = 0; k < n; k++) {
      observed += pairs[c * n + k]! * distance(c, k);
      expected += totals[c]! * totals[k]! * distance(c, k);
    }
  return expected === 0 ? NaN : 1 - ((all - 1) * observed) / expected;
}

/** Squared differences between two values, by their places. */
function distances(level: Ratings['level'], values: readonly string[], totals: Float64Array): (c: number, k: number) => number {
  switch (level) {
    case 'nominal':
      return (c, k) => (c === k ? 0 : 1);
    case 'interval': {
      const numbers = values.map(Number);
      return (c, k) => (numbers[c]! - numbers[k]!) ** 2;
    }
    case 'ordinal':
      return (c, k) => {
        const [low, high] = [Math.min(c, k), Math.max(c, k)];
        let between = 0;
        for (let g = low; g <= high; g++) between += totals[g]!;
        return (between - (totals[low]! + totals[high]!) / 2) ** 2;
      };
  }
}
