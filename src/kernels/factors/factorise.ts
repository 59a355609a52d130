import { productsOfRows } from '../../core/non-negative-weights.ts';
import type { Pacer } from '../../core/pacer.ts';
import { normal, type Rng } from '../../core/rng.ts';
import { transposed, type FactorKernel, type Factors, type Side, type SparseRows } from './factor-kernel.ts';
import { openFactorKernel } from './open-factor-kernel.ts';

export interface FactorsAsked {
  readonly parts: number;
  /** At most. */
  readonly rounds: number;
  /** Rounds end when what could still be followed is at most this share of what it was in the first. */
  readonly tolerance: number;
  readonly pace: Pacer;
}

export interface FactorsFound extends Factors {
  readonly isSettled: boolean;
}

/** Steps between two looks at whether to go on. */
const PIECE = 4_000_000;

/**
 * Non-negative factors nearest to X in squared error, by coordinate descent, W before H in each round, as scikit-learn's NMF with solver="cd" has them.
 * @param start left as it is
 */
export async function factorise(x: SparseRows, start: Factors, asked: FactorsAsked): Promise<FactorsFound> {
  const kernel = await openFactorKernel(x, start, asked.parts);
  try {
    let first = 0;
    let isSettled = false;
    for (let round = 0; round < asked.rounds && !isSettled; round++) {
      const violation = (await sweep(kernel, 'rows', x, asked)) + (await sweep(kernel, 'columns', x, asked));
      if (round === 0) first = violation;
      isSettled = violation <= asked.tolerance * first;
    }
    return { ...kernel.factors(), isSettled };
  } finally {
    kernel.close();
  }
}

/** A pass over one side, in pieces. @returns how far from the least it was */
async function sweep(
  kernel: FactorKernel,
  side: Side,
  { rows, columns, values }: SparseRows,
  { parts, pace }: FactorsAsked
): Promise<number> {
  // prettier-ignore
  const count = side === 'rows' ? rows : columns;
  const steps = parts * (values.length / Math.max(1, count) + parts);
  const piece = 4 * Math.max(1, Math.floor(PIECE / (4 * steps)));
  kernel.begin(side);
  let violation = 0;
  for (let from = 0; from < count; from += piece) {
    const to = Math.min(count, from + piece);
    violation += kernel.update(side, from, to);
    await pace((to - from) * steps);
  }
  return violation;
}

/** Half-normal numbers of the size of the values, as scikit-learn's init="random" draws them. */
export function drawFactors({ rows, columns, values }: SparseRows, parts: number, rng: Rng): Factors {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, rows * columns);
  const size = Math.sqrt(mean / parts);
  const draw = (length: number) => Float64Array.from({ length }, () => size * Math.abs(normal(rng)));
  return { w: draw(rows * parts), h: draw(parts * columns) };
}

/** Share of the squared values that the factors tell: 1 less the squared error over all of them. */
export function toldBy(x: SparseRows, { w, h }: Factors, parts: number): number {
  const all = x.values.reduce((sum, value) => sum + value * value, 0);
  const [left, right] = [productsOfRows(transposed(w, x.rows, parts), parts), productsOfRows(h, parts)];
  let error = all + left.reduce((sum, value, i) => sum + value * right[i]!, 0);
  for (let row = 0; row < x.rows; row++) {
    for (let i = x.starts[row]!; i < x.starts[row + 1]!; i++) {
      let guess = 0;
      for (let k = 0; k < parts; k++) guess += w[row * parts + k]! * h[k * x.columns + x.at[i]!]!;
      error -= 2 * x.values[i]! * guess;
    }
  }
  return all === 0 ? 0 : 1 - error / all;
}
