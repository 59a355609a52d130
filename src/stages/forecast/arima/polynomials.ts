/** Coefficients at lags 1, 2, 3 ..., the leading 1 left out. */
export type Lags = Float64Array;

/** (1 + a(B)) (1 + b(B^step)), without its leading 1. */
export function product(a: Lags, b: Lags, step: number): Lags {
  const out = new Float64Array(a.length + b.length * step);
  out.set(a);
  b.forEach((outer, j) => {
    const at = (j + 1) * step;
    out[at - 1]! += outer;
    a.forEach((inner, i) => (out[at + i]! += outer * inner));
  });
  return out;
}

export const negated = (lags: Lags): Lags => lags.map((value) => -value);

/** (1 - B)^d (1 - B^period)^D as weights of earlier values: y_t = w_t + sum of weights[k] y_(t-k-1). */
export function differenceWeights(d: number, seasonalD: number, period: number): Lags {
  let lags: Lags = new Float64Array(0);
  for (let i = 0; i < d; i++) lags = product(lags, Float64Array.of(-1), 1);
  for (let i = 0; i < seasonalD; i++) lags = product(lags, Float64Array.of(-1), period);
  return negated(lags);
}

/** What is left once earlier values are taken off by their weights; shorter by as many values as there are weights. */
export function differenced(values: Float64Array, weights: Lags): Float64Array {
  return values.subarray(weights.length).map((value, i) => {
    let rest = value;
    for (let k = 0; k < weights.length; k++) rest -= weights[k]! * values[i + weights.length - 1 - k]!;
    return rest;
  });
}

/**
 * Unbounded numbers to the coefficients of a stationary autoregression, by way of partial autocorrelations.
 * Sources: Monahan (1984), "A note on enforcing stationarity in autoregressive-moving average models"; the recursion is Durbin's and Levinson's.
 */
export function stationary(free: Float64Array): Lags {
  const coefficients = new Float64Array(free.length);
  const before = new Float64Array(free.length);
  free.forEach((x, k) => {
    const partial = x / Math.sqrt(1 + x * x);
    before.set(coefficients);
    coefficients[k] = partial;
    for (let j = 0; j < k; j++) coefficients[j] = before[j]! - partial * before[k - 1 - j]!;
  });
  return coefficients;
}

export interface Predictors {
  /** Partial autocorrelations at lags 1 to p. */
  readonly partial: Float64Array;
  /** The best predictor from k values, for k = 1 to p. */
  readonly orders: readonly Float64Array[];
}

/** The recursion of Durbin and Levinson backwards. @returns null where the autoregression is not stationary */
export function predictorsOf(phi: Lags): Predictors | null {
  const orders: Float64Array[] = [];
  const partial = new Float64Array(phi.length);
  let current = phi;
  for (let k = phi.length; k >= 1; k--) {
    const last = current[k - 1]!;
    if (!(Math.abs(last) < 1)) return null;
    partial[k - 1] = last;
    orders[k - 1] = current;
    const shorter = new Float64Array(k - 1);
    for (let j = 0; j < k - 1; j++) shorter[j] = (current[j]! + last * current[k - 2 - j]!) / (1 - last * last);
    current = shorter;
  }
  return { partial, orders };
}

/** Whether every root of 1 - phi(B) lies further out than `distance` from 0. */
export const hasRootsBeyond = (phi: Lags, distance: number): boolean =>
  predictorsOf(phi.map((value, k) => value * distance ** (k + 1))) !== null;

/** Weights of present and past shocks: psi[0] = 1. */
export function shockWeights(phi: Lags, theta: Lags, count: number): Float64Array {
  const psi = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    psi[k] = k === 0 ? 1 : (theta[k - 1] ?? 0);
    for (let j = 1; j <= Math.min(k, phi.length); j++) psi[k]! += phi[j - 1]! * psi[k - j]!;
  }
  return psi;
}
