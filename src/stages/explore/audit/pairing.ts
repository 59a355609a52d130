import { crossCounts } from '../association/cramers-v.ts';
import type { Classes } from './classes.ts';

/** How nearly two columns of classes are one and the same under other names. */
export interface Pairing {
  /** Rows where both have a value. */
  readonly n: number;
  /** Share of those rows that lie in a pair of levels that are each other's most common partner, 0 to 1. */
  readonly agreement: number;
  /** Cohen's kappa of the pairing: agreement beyond chance; 1 = a copy. */
  readonly kappa: number;
}

const MOST_CELLS = 4_000_000;

/** Pairs the levels of two columns that belong to each other. Null where there are too many levels to be a naming of one another. */
export function pairLevels(a: Classes, b: Classes): Pairing | null {
  const [rows, cols] = [a.labels.length, b.labels.length];
  if (rows === 0 || cols === 0 || rows * cols > MOST_CELLS) return null;
  const counts = crossCounts({ codes: a.codes, levels: rows }, { codes: b.codes, levels: cols });
  const bestOfRow = new Int32Array(rows);
  const bestOfCol = new Int32Array(cols);
  const rowSum = new Float64Array(rows);
  const colSum = new Float64Array(cols);
  let n = 0;
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      const count = counts[r * cols + c]!;
      n += count;
      rowSum[r]! += count;
      colSum[c]! += count;
      if (count > counts[r * cols + bestOfRow[r]!]!) bestOfRow[r] = c;
      if (count > counts[bestOfCol[c]! * cols + c]!) bestOfCol[c] = r;
    }
  }
  let [matched, chance] = [0, 0];
  for (let r = 0; r < rows; r++) {
    const c = bestOfRow[r]!;
    if (bestOfCol[c] !== r) continue;
    matched += counts[r * cols + c]!;
    chance += (rowSum[r]! / n) * (colSum[c]! / n);
  }
  return { n, agreement: matched / n, kappa: chance < 1 ? (matched / n - chance) / (1 - chance) : NaN };
}

/**
 * Whether the levels of `a` settle those of `b`: each level of `a` goes with one of `b`, in all but a thousandth of the rows. Stops at the first
 * sign that they do not.
 */
export function determines(a: Classes, b: Classes): boolean {
  const partner = new Int32Array(a.labels.length).fill(-1);
  const allowed = a.codes.length / 1000;
  let [exceptions, n] = [0, 0];
  for (let i = 0; i < a.codes.length; i++) {
    const from = a.codes[i]!;
    const to = b.codes[i]!;
    if (from < 0 || to < 0) continue;
    n++;
    if (partner[from] === -1) partner[from] = to;
    else if (partner[from] !== to && ++exceptions > allowed) return false;
  }
  return n >= 20 && n >= a.codes.length / 2;
}
