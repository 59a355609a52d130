/** Chances are kept this far from 0 and 1, as in LIBSVM. */
const LEAST = 1e-7;
const MOST_SWEEPS = 200;
const CLOSE = 1e-12;

/**
 * The probabilities of several classes that go best with what each pair of them says.
 * Source: Wu, Lin & Weng (2004), "Probability estimates for multi-class classification by pairwise coupling", algorithm 2.
 * @param odds log-odds of the second class of each pair: the first class with each behind it, then the second
 * @returns length classes, summing to 1
 */
export function coupled(odds: Float64Array, classes: number): Float64Array {
  const q = pairProducts(odds, classes);
  const p = new Float64Array(classes).fill(1 / classes);
  const products = new Float64Array(classes);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    for (let t = 0; t < classes; t++) {
      products[t] = 0;
      for (let j = 0; j < classes; j++) products[t]! += q[t * classes + j]! * p[j]!;
    }
    let total = products.reduce((sum, one, t) => sum + one * p[t]!, 0);
    if (products.every((one) => Math.abs(one - total) < CLOSE)) break;
    for (let t = 0; t < classes; t++) {
      const diagonal = q[t * classes + t]!;
      const move = (total - products[t]!) / diagonal;
      p[t]! += move;
      total = (total + move * (move * diagonal + 2 * products[t]!)) / (1 + move) ** 2;
      for (let j = 0; j < classes; j++) {
        products[j] = (products[j]! + move * q[t * classes + j]!) / (1 + move);
        p[j]! /= 1 + move;
      }
    }
  }
  return p;
}

function pairProducts(odds: Float64Array, classes: number): Float64Array {
  const q = new Float64Array(classes * classes);
  let pair = 0;
  for (let i = 0; i < classes; i++) {
    for (let j = i + 1; j < classes; j++) {
      const second = Math.min(Math.max(1 / (1 + Math.exp(-odds[pair++]!)), LEAST), 1 - LEAST);
      q[i * classes + i]! += second * second;
      q[j * classes + j]! += (1 - second) ** 2;
      q[i * classes + j] = q[j * classes + i] = -second * (1 - second);
    }
  }
  return q;
}
