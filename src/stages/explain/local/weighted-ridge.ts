import { cholesky, solveCholesky } from '../../../kernels/linear/cholesky.ts';

/** Weighted sums that a straight line is fitted from; those of several draws are added up. Columns first, the answer last. */
export interface Moments {
  readonly width: number;
  readonly weight: number;
  /** [width + 1]: of each column, and of the answer. */
  readonly sums: Float64Array;
  /** [width + 1, width + 1]: of the products. */
  readonly products: Float64Array;
}

/** @param isIn [rows, width], 0 or 1 */
export function momentsOf(isIn: Uint8Array, answers: Float64Array, weights: Float64Array): Moments {
  const width = isIn.length / answers.length;
  const size = width + 1;
  const [sums, products] = [new Float64Array(size), new Float64Array(size * size)];
  let weight = 0;
  for (let row = 0; row < answers.length; row++) {
    const own = weights[row]!;
    weight += own;
    for (let i = 0; i < size; i++) {
      const value = own * (i < width ? isIn[row * width + i]! : answers[row]!);
      if (value === 0) continue;
      sums[i]! += value;
      for (let j = 0; j < width; j++) products[i * size + j]! += value * isIn[row * width + j]!;
      products[i * size + width]! += value * answers[row]!;
    }
  }
  return { width, weight, sums, products };
}

export function addedMoments(all: readonly Moments[]): Moments {
  const total = (of: (moments: Moments) => Float64Array) => of(all[0]!).map((_, i) => all.reduce((sum, each) => sum + of(each)[i]!, 0));
  const weight = all.reduce((sum, each) => sum + each.weight, 0);
  return { width: all[0]!.width, weight, sums: total(({ sums }) => sums), products: total(({ products }) => products) };
}

export interface Line {
  /** Of the columns it was asked for, in their order. */
  readonly coefficients: Float64Array;
  readonly intercept: number;
  /** Share of the weighted variance of the answers that it accounts for; 0 where they do not vary. */
  readonly r2: number;
}

/**
 * Ridge regression with weights, the intercept unpunished, on some of the columns.
 * @returns null where a column follows from the others and nothing is punished
 */
export function ridgeLine(moments: Moments, columns: readonly number[], penalty: number): Line | null {
  const { width, weight, sums, products } = moments;
  const centred = (i: number, j: number) => products[i * (width + 1) + j]! - (sums[i]! * sums[j]!) / weight;
  const size = columns.length;
  const gram = new Float64Array(size * size);
  columns.forEach((i, a) => columns.forEach((j, b) => (gram[a * size + b] = centred(i, j) + (a === b ? penalty : 0))));
  const factor = cholesky(gram, size);
  if (!factor) return null;
  const toAnswer = Float64Array.from(columns, (i) => centred(i, width));
  const coefficients = solveCholesky(factor, size, toAnswer.slice());
  const all = centred(width, width);
  const accounted = coefficients.reduce((sum, value, a) => sum + value * (2 * toAnswer[a]! - inner(gram, coefficients, a) + penalty * value), 0); // prettier-ignore
  const intercept = (sums[width]! - coefficients.reduce((sum, value, a) => sum + value * sums[columns[a]!]!, 0)) / weight;
  return { coefficients, intercept, r2: all > 1e-12 * weight ? accounted / all : 0 };
}

const inner = (gram: Float64Array, values: Float64Array, a: number): number =>
  values.reduce((sum, value, b) => sum + gram[a * values.length + b]! * value, 0);

/** Columns by forward selection: each time the one with which the unpunished line accounts for most. */
export function chosenForward(moments: Moments, most: number): number[] {
  const chosen: number[] = [];
  while (chosen.length < Math.min(most, moments.width)) {
    let best = { column: -1, r2: -Infinity };
    for (let column = 0; column < moments.width; column++) {
      const line = chosen.includes(column) ? null : ridgeLine(moments, [...chosen, column], 0);
      if (line && line.r2 > best.r2) best = { column, r2: line.r2 };
    }
    if (best.column < 0) break;
    chosen.push(best.column);
  }
  return chosen;
}
