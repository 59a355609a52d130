import type { Boundary } from './boundary.ts';
import type { Straight } from './straight-columns.ts';

/** A raw number that is a sum: intercept and a coefficient for each feature, on features after the recipe. */
export interface Sum {
  readonly intercept: number;
  readonly coefficients: Float64Array;
}

/** Rows of numbers as a model reads them, and what of them may change. */
export interface RowsToProve {
  /** Row-major [rows, features], after the recipe. */
  readonly x: Float64Array;
  readonly rows: number;
  /** What each feature is of a column that may change; null where it stays. */
  readonly moves: readonly (Straight | null)[];
  /** How far a column may go at a budget of 1. */
  readonly units: ReadonlyMap<string, number>;
  /** Whether a row has a value in a column: gaps stay gaps. */
  readonly has: (column: string, row: number) => boolean;
  /** Class codes that were answered. */
  readonly predicted: Int32Array;
}

export interface SumsTask extends RowsToProve {
  /** Of two classes the one number that goes up with the second class; of more one for each class, the largest of which is answered. */
  readonly sums: readonly Sum[];
  readonly boundary: Boundary | null;
}

export interface SumRadius {
  /** The largest budget at which no change of every column by up to it turns the answer over. */
  readonly box: Float64Array;
  /** The same where the squares of all changes together may be as large: the distance to the boundary. */
  readonly ball: Float64Array;
}

/**
 * How far a row is from another answer, exactly, for models whose raw number is a sum: the margin over the norm of the slope, of the sum of sizes for changes
 * of each column for itself, of the root of squares for their distance together.
 * Source: Hein & Andriushchenko (2017), "Formal guarantees on the robustness of a classifier against adversarial manipulation", of which the linear case is exact.
 */
export function certifySums(task: SumsTask): SumRadius {
  const { rows, predicted } = task;
  const box = new Float64Array(rows);
  const ball = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const rivals = task.boundary ? [twoClasses(task, task.boundary, row)] : rivalsOf(task, row, predicted[row]!);
    box[row] = Math.min(
      ...rivals.map(({ margin, slopes }) =>
        over(
          margin,
          slopes.reduce((sum, slope) => sum + Math.abs(slope), 0)
        )
      )
    );
    ball[row] = Math.min(...rivals.map(({ margin, slopes }) => over(margin, Math.hypot(...slopes))));
  }
  return { box, ball };
}

interface Rival {
  /** How far the raw number is from turning over. */
  readonly margin: number;
  /** How it changes with a budget of 1 in each column. */
  readonly slopes: readonly number[];
}

/** Rounding must not make it larger than it is. */
const HAIR = 1e-9;
const over = (margin: number, norm: number) => (margin <= HAIR ? 0 : norm > 0 ? ((1 - HAIR) * margin) / norm : Infinity);

function twoClasses(task: SumsTask, { firstUpTo, secondFrom }: Boundary, row: number): Rival {
  const [sum] = task.sums;
  const raw = valueOf(sum!, task, row);
  return { margin: task.predicted[row] === 1 ? raw - secondFrom : firstUpTo - raw, slopes: slopesOf(sum!.coefficients, task, row) };
}

function rivalsOf(task: SumsTask, row: number, own: number): Rival[] {
  const mine = task.sums[own]!;
  return task.sums.flatMap((other, c) => {
    if (c === own) return [];
    const margin = valueOf(mine, task, row) - valueOf(other, task, row);
    const difference = mine.coefficients.map((value, j) => value - other.coefficients[j]!);
    return [{ margin, slopes: slopesOf(difference, task, row) }];
  });
}

function valueOf({ intercept, coefficients }: Sum, { x }: SumsTask, row: number): number {
  const width = coefficients.length;
  return coefficients.reduce((sum, value, j) => sum + value * x[row * width + j]!, intercept);
}

/** Of each column all of its features together. */
function slopesOf(coefficients: Float64Array, { moves, units, has }: SumsTask, row: number): number[] {
  const slopes = new Map<string, number>();
  moves.forEach((move, j) => {
    if (!move || !has(move.column, row)) return;
    slopes.set(move.column, (slopes.get(move.column) ?? 0) + coefficients[j]! * move.slope * units.get(move.column)!);
  });
  return [...slopes.values()];
}
