import type { Pacer } from '../../../core/pacer.ts';

/** Texts as sparse rows of not negative weights of terms. */
export interface TermMatrix {
  readonly texts: number;
  readonly terms: number;
  readonly starts: Uint32Array;
  readonly at: Uint32Array;
  readonly weights: Float64Array;
}

/** X as W H, row-major: W [texts, topics], H [topics, terms]. */
export interface Factors {
  readonly w: Float64Array;
  readonly h: Float64Array;
}

/** Nothing is divided by less. */
const LEAST = 1.1920928955078125e-7;

/**
 * Non-negative factors nearest to X in squared error, by multiplicative updates, W before H, as scikit-learn's NMF with solver="mu" has them.
 * Source: Lee & Seung (2001), "Algorithms for non-negative matrix factorization".
 * @param start changed in place, and handed back
 */
export async function factorise(
  x: TermMatrix,
  start: Factors,
  topics: number,
  { rounds, pace }: { rounds: number; pace: Pacer }
): Promise<Factors> {
  const { w, h } = start;
  const turned = turn(x);
  const [mine, other] = [transposed(h, topics, x.terms), new Float64Array(h.length)];
  for (let round = 0; round < rounds; round++) {
    update(x, w, mine, topics);
    update(turned, mine, w, topics);
    await pace((x.weights.length * 4 + (x.texts + x.terms) * topics * 2) * topics);
  }
  other.set(transposed(mine, x.terms, topics));
  h.set(other);
  return { w, h };
}

/** One side anew: each row times (X B) / (A Bᵀ B). @param b row-major [columns of x, topics] */
function update(x: TermMatrix, a: Float64Array, b: Float64Array, topics: number): void {
  const products = gramOf(b, topics);
  const top = new Float64Array(topics);
  const below = new Float64Array(topics);
  for (let row = 0; row < x.texts; row++) {
    top.fill(0);
    below.fill(0);
    for (let i = x.starts[row]!; i < x.starts[row + 1]!; i++) {
      for (let k = 0; k < topics; k++) top[k]! += x.weights[i]! * b[x.at[i]! * topics + k]!;
    }
    for (let k = 0; k < topics; k++) for (let l = 0; l < topics; l++) below[k]! += a[row * topics + l]! * products[l * topics + k]!;
    for (let k = 0; k < topics; k++) a[row * topics + k]! *= top[k]! / (below[k] === 0 ? LEAST : below[k]!);
  }
}

function gramOf(b: Float64Array, topics: number): Float64Array {
  const out = new Float64Array(topics * topics);
  for (let row = 0; row < b.length; row += topics)
    for (let k = 0; k < topics; k++) for (let l = 0; l < topics; l++) out[k * topics + l]! += b[row + k]! * b[row + l]!;
  return out;
}

function transposed(values: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = values[i * columns + j]!;
  return out;
}

/** The same weights by term. */
function turn({ texts, terms, starts, at, weights }: TermMatrix): TermMatrix {
  const turned = new Uint32Array(terms + 1);
  for (const term of at) turned[term + 1]!++;
  for (let term = 0; term < terms; term++) turned[term + 1]! += turned[term]!;
  const next = turned.slice(0, terms);
  const out = { at: new Uint32Array(at.length), weights: new Float64Array(at.length) };
  for (let text = 0; text < texts; text++) {
    for (let i = starts[text]!; i < starts[text + 1]!; i++) {
      const place = next[at[i]!]!++;
      out.at[place] = text;
      out.weights[place] = weights[i]!;
    }
  }
  return { texts: terms, terms: texts, starts: turned, ...out };
}

/** Share of the squared weights that the factors tell: 1 less the squared error over all of them. */
export function toldBy(x: TermMatrix, { w, h }: Factors, topics: number): number {
  const all = x.weights.reduce((sum, weight) => sum + weight * weight, 0);
  const [left, right] = [gramOf(w, topics), gramOf(transposed(h, topics, x.terms), topics)];
  let error = all + left.reduce((sum, value, i) => sum + value * right[i]!, 0);
  for (let text = 0; text < x.texts; text++) {
    for (let i = x.starts[text]!; i < x.starts[text + 1]!; i++) {
      let guess = 0;
      for (let k = 0; k < topics; k++) guess += w[text * topics + k]! * h[k * x.terms + x.at[i]!]!;
      error -= 2 * x.weights[i]! * guess;
    }
  }
  return all === 0 ? 0 : 1 - error / all;
}
