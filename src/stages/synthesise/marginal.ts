import type { Column } from '../../core/table.ts';
import { normalDensity, normalQuantile } from '../../kernels/distributions.ts';

/** Rows that must share what is told of a column: a level, an end of the range. */
export const FEWEST = 5;

/** How the values of one column lie, as a function of a share of 0 to 1. */
export type Marginal = NumberMarginal | LevelMarginal;

export interface NumberMarginal {
  readonly kind: 'number';
  /** Means of blocks of at least five neighbouring values, ascending: no value of one row is in it. */
  readonly knots: Float64Array;
  /** What values are whole multiples of; 0 = nothing. */
  readonly step: number;
  readonly isNegative: boolean;
}

/** Levels, gaps, or numbers that take few values, in an order. */
export interface LevelMarginal {
  readonly kind: 'levels';
  /** Codes or numbers. */
  readonly values: Float64Array;
  readonly shares: Float64Array;
}

const MOST_KNOTS = 200;
const MOST_DISCRETE = 20;
const DAY = 86_400_000;
const TIME_STEPS = [DAY, 3_600_000, 60_000, 1000, 1];
const NUMBER_STEPS = [1000, 100, 10, 1, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6];

/** @returns null where the column has too few values to tell anything of without telling of a row */
export function numberMarginal(column: Extract<Column, { kind: 'number' | 'time' }>): Marginal | null {
  const sorted = column.values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length < FEWEST) return null;
  const counts = countRuns(sorted);
  if (counts.size <= MOST_DISCRETE && [...counts.values()].every((count) => count >= FEWEST))
    return levelMarginal([...counts.keys()], [...counts.values()]);
  const size = Math.max(FEWEST, Math.ceil(sorted.length / MOST_KNOTS));
  const blocks = Math.floor(sorted.length / size);
  const knots = Float64Array.from({ length: blocks }, (_, i) => {
    const block = sorted.subarray(Math.floor((i * sorted.length) / blocks), Math.floor(((i + 1) * sorted.length) / blocks));
    return block.reduce((sum, value) => sum + value / block.length, 0);
  });
  return { kind: 'number', knots, step: stepOf(sorted, column.kind === 'time' ? TIME_STEPS : NUMBER_STEPS), isNegative: sorted[0]! < 0 };
}

function countRuns(sorted: Float64Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of sorted) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
    if (counts.size > MOST_DISCRETE) break;
  }
  return counts;
}

const stepOf = (values: Float64Array, steps: readonly number[]): number =>
  steps.find((step) => values.every((value) => Math.abs(value / step - Math.round(value / step)) < 1e-6)) ?? 0;

/** @param counts how often each value comes */
export function levelMarginal(values: readonly number[], counts: readonly number[]): LevelMarginal {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return { kind: 'levels', values: Float64Array.from(values), shares: Float64Array.from(counts, (count) => count / total) };
}

/** The value at a share of 0 to 1. */
export function valueAt(marginal: Marginal, share: number): number {
  if (marginal.kind === 'levels') {
    let below = 0;
    for (let i = 0; i < marginal.values.length - 1; i++) if (share < (below += marginal.shares[i]!)) return marginal.values[i]!;
    return marginal.values.at(-1)!;
  }
  const { knots, step, isNegative } = marginal;
  const place = share * knots.length - 0.5;
  const at = Math.min(Math.max(Math.floor(place), 0), Math.max(0, knots.length - 2));
  const value = knots[at]! + (place - at) * ((knots[at + 1] ?? knots[at]!) - knots[at]!);
  const kept = isNegative ? value : Math.max(0, value);
  return step > 0 ? rounded(kept, step) : kept;
}

/** Fractions of ten are divided by what they are a part of, so that 0.3 is 0.3. */
const rounded = (value: number, step: number): number =>
  step < 1 ? Math.round(value * Math.round(1 / step)) / Math.round(1 / step) : Math.round(value / step) * step;

/** For each level the mean of a standard normal between its bounds: what stands for it where numbers are wanted. */
export function levelScores({ shares }: LevelMarginal): Float64Array {
  const bounds = boundsOf(shares);
  return shares.map((share, i) => (share > 0 ? (densityAt(bounds[i]!) - densityAt(bounds[i + 1]!)) / share : 0));
}

const densityAt = (z: number): number => (Number.isFinite(z) ? normalDensity(z) : 0);

/** Where levels meet, on the scale of a standard normal; one more than there are levels. */
export function boundsOf(shares: Float64Array): Float64Array {
  const bounds = new Float64Array(shares.length + 1);
  let below = 0;
  for (let i = 0; i < shares.length; i++) {
    bounds[i] = i === 0 ? -Infinity : normalQuantile(Math.min(1, below));
    below += shares[i]!;
  }
  bounds[shares.length] = Infinity;
  return bounds;
}
