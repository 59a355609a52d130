import { descendWeights, productsOfRows } from '../core/non-negative-weights.ts';
import type { Pacer } from '../core/pacer.ts';
import { normal, type Rng } from '../core/rng.ts';

/** Rows of numbers that are not negative, as compressed sparse rows: row i has `values[starts[i] .. starts[i + 1]]` in the columns `at`. */
export interface SparseRows {
  readonly rows: number;
  readonly columns: number;
  readonly starts: Uint32Array;
  readonly at: Uint32Array;
  readonly values: Float64Array;
}

/** X as W H, row-major: W [rows, parts], H [parts, columns]. */
export interface Factors {
  readonly w: Float64Array;
  readonly h: Float64Array;
}

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

/**
 * Non-negative factors nearest to X in squared error, by coordinate descent, W before H in each round, as scikit-learn's NMF with solver="cd" has them.
 * @param start changed in place, and handed back
 */
export async function factorise(x: SparseRows, { w, h }: Factors, { parts, rounds, tolerance, pace }: FactorsAsked): Promise<FactorsFound> {
  const turned = turn(x);
  const mine = transposed(h, parts, x.columns);
  let first = 0;
  let isSettled = false;
  for (let round = 0; round < rounds && !isSettled; round++) {
    const violation = update(x, w, mine, parts) + update(turned, mine, w, parts);
    if (round === 0) first = violation;
    isSettled = violation <= tolerance * first;
    await pace((x.values.length * 4 + (x.rows + x.columns) * parts * 2) * parts);
  }
  h.set(transposed(mine, x.columns, parts));
  return { w, h, isSettled };
}

/** Half-normal numbers of the size of the values, as scikit-learn's init="random" draws them. */
export function drawFactors({ rows, columns, values }: SparseRows, parts: number, rng: Rng): Factors {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, rows * columns);
  const size = Math.sqrt(mean / parts);
  const draw = (length: number) => Float64Array.from({ length }, () => size * Math.abs(normal(rng)));
  return { w: draw(rows * parts), h: draw(parts * columns) };
}

/** One side anew, a pass of each row. @param b row-major [columns of x, parts] @returns how far from the least it was */
function update({ rows, starts, at, values }: SparseRows, a: Float64Array, b: Float64Array, parts: number): number {
  const products = gramOf(b, parts);
  const [along, own] = [new Float64Array(parts), new Float64Array(parts)];
  let violation = 0;
  for (let row = 0; row < rows; row++) {
    along.fill(0);
    const end = starts[row + 1]!;
    for (let i = starts[row]!; i < end; i++) {
      const value = values[i]!;
      const from = at[i]! * parts;
      for (let k = 0; k < parts; k++) along[k]! += value * b[from + k]!;
    }
    const base = row * parts;
    for (let k = 0; k < parts; k++) own[k] = a[base + k]!;
    violation += descendWeights(own, along, products);
    for (let k = 0; k < parts; k++) a[base + k] = own[k]!;
  }
  return violation;
}

const gramOf = (b: Float64Array, parts: number): Float64Array => productsOfRows(transposed(b, b.length / parts, parts), parts);

function transposed(values: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = values[i * columns + j]!;
  return out;
}

/** The same values by column. */
function turn({ rows, columns, starts, at, values }: SparseRows): SparseRows {
  const turned = new Uint32Array(columns + 1);
  for (const column of at) turned[column + 1]!++;
  for (let column = 0; column < columns; column++) turned[column + 1]! += turned[column]!;
  const next = turned.slice(0, columns);
  const out = { at: new Uint32Array(at.length), values: new Float64Array(at.length) };
  for (let row = 0; row < rows; row++) {
    for (let i = starts[row]!; i < starts[row + 1]!; i++) {
      const place = next[at[i]!]!++;
      out.at[place] = row;
      out.values[place] = values[i]!;
    }
  }
  return { rows: columns, columns: rows, starts: turned, ...out };
}

/** Share of the squared values that the factors tell: 1 less the squared error over all of them. */
export function toldBy(x: SparseRows, { w, h }: Factors, parts: number): number {
  const all = x.values.reduce((sum, value) => sum + value * value, 0);
  const [left, right] = [gramOf(w, parts), productsOfRows(h, parts)];
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
