import { incompleteBeta, incompleteGamma, logGamma } from './special-functions.ts';

/**
 * Distribution functions to about 1e-12 relative, tails included: `Cdf` is the chance of at most x, `Sf` of more than x, `Quantile` the inverse
 * of `Cdf`. Arguments outside the domain give NaN, never an exception. Checked against SciPy in tests/kernels.
 */

const DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);

/** Chance that a standard normal draw is above z. */
export function normalSf(z: number): number {
  const [lower, upper] = incompleteGamma(0.5, (z * z) / 2);
  return z > 0 ? upper / 2 : 0.5 + lower / 2;
}

export const normalCdf = (z: number): number => normalSf(-z);

export const normalDensity = (z: number): number => DENSITY_AT_ZERO * Math.exp((-z * z) / 2);

/**
 * Inverse of `normalCdf`: a rational first guess (Abramowitz & Stegun 26.2.23, 4.5e-4), then Halley steps on the smaller tail.
 * @param p 0 to 1; 0 and 1 give the infinities
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  const t = Math.sqrt(-2 * Math.log(tail));
  let z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (let i = 0; i < 3; i++) {
    const step = (normalSf(z) - tail) / normalDensity(z);
    z += step / (1 - (step * z) / 2);
  }
  return p < 0.5 ? -z : z;
}

export const chiSquareCdf = (x: number, df: number): number => (df > 0 ? incompleteGamma(df / 2, x / 2)[0] : NaN);
export const chiSquareSf = (x: number, df: number): number => (df > 0 ? incompleteGamma(df / 2, x / 2)[1] : NaN);
export const chiSquareQuantile = (p: number, df: number): number => invert((x) => chiSquareCdf(x, df), p, df);

/** Chance that Student's t with `df` degrees of freedom is above t; `df` may be infinite. */
export function tSf(t: number, df: number): number {
  if (!(df > 0) || Number.isNaN(t)) return NaN;
  if (df === Infinity) return normalSf(t);
  const square = t * t;
  if (square === Infinity) return t > 0 ? 0 : 1;
  const [both, between] = incompleteBeta(df / 2, 0.5, df / (df + square), square / (df + square));
  return t > 0 ? both / 2 : 0.5 + between / 2;
}

export const tCdf = (t: number, df: number): number => tSf(-t, df);

/** Inverse of `tCdf`. */
export function tQuantile(p: number, df: number): number {
  if (!(df > 0)) return NaN;
  if (df === Infinity) return normalQuantile(p);
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  const size = invert((t) => -tSf(t, df), -tail, 1, -0.5, 0);
  return p < 0.5 ? -size : size;
}

export const betaCdf = (x: number, a: number, b: number): number => (a > 0 && b > 0 ? incompleteBeta(a, b, x)[0] : NaN);
export const betaSf = (x: number, a: number, b: number): number => (a > 0 && b > 0 ? incompleteBeta(a, b, x)[1] : NaN);

/** Inverse of `betaCdf`, 0 to 1. */
export const betaQuantile = (p: number, a: number, b: number): number => (p === 1 ? 1 : invert((x) => betaCdf(x, a, b), p, 1));

/** Chance that an F ratio with `df1` and `df2` degrees of freedom is above x. */
export function fSf(x: number, df1: number, df2: number): number {
  if (!(df1 > 0 && df2 > 0) || Number.isNaN(x)) return NaN;
  if (x <= 0 || x === Infinity) return x <= 0 ? 1 : 0;
  const scale = df2 + df1 * x;
  return incompleteBeta(df2 / 2, df1 / 2, df2 / scale, (df1 * x) / scale)[0];
}

export function fCdf(x: number, df1: number, df2: number): number {
  if (!(df1 > 0 && df2 > 0) || Number.isNaN(x)) return NaN;
  if (x <= 0 || x === Infinity) return x <= 0 ? 0 : 1;
  const scale = df2 + df1 * x;
  return incompleteBeta(df1 / 2, df2 / 2, (df1 * x) / scale, df2 / scale)[0];
}

export const fQuantile = (p: number, df1: number, df2: number): number => invert((x) => fCdf(x, df1, df2), p, 1);

/** Chance of exactly k hits in n draws. */
export function binomialDensity(k: number, n: number, p: number): number {
  if (!(p >= 0 && p <= 1) || k < 0 || k > n) return k < 0 || k > n ? 0 : NaN;
  if (p === 0 || p === 1) return k === (p === 0 ? 0 : n) ? 1 : 0;
  return Math.exp(logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) + k * Math.log(p) + (n - k) * Math.log1p(-p));
}

/** Chance of at most k hits in n draws. */
export function binomialCdf(k: number, n: number, p: number): number {
  const whole = Math.floor(k);
  if (whole < 0) return 0;
  if (whole >= n) return 1;
  return incompleteBeta(n - whole, whole + 1, 1 - p, p)[0];
}

/**
 * Chance that Kolmogorov's limiting statistic, sqrt(n) times the largest gap, is above x. The alternating series where it converges fast, its
 * theta-function twin below 1.
 * Source: Marsaglia, Tsang & Wang (2003), "Evaluating Kolmogorov's distribution".
 */
export function kolmogorovSf(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x <= 0.04) return 1;
  return x < 1 ? 1 - kolmogorovBelow(x) : kolmogorovAbove(x);
}

export const kolmogorovCdf = (x: number): number => {
  if (Number.isNaN(x) || x <= 0.04) return Number.isNaN(x) ? NaN : 0;
  return x < 1 ? kolmogorovBelow(x) : 1 - kolmogorovAbove(x);
};

function kolmogorovBelow(x: number): number {
  let sum = 0;
  for (let k = 1; k <= 15; k += 2) sum += Math.exp((-k * k * Math.PI * Math.PI) / (8 * x * x));
  return (Math.sqrt(2 * Math.PI) / x) * sum;
}

function kolmogorovAbove(x: number): number {
  let sum = 0;
  for (let k = 1; k <= 10; k++) sum += (k % 2 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
  return sum;
}

/** Bisection to the last bit for a rising function on [0, infinity) or [0, cap]; `first` is where the search for a bracket starts. */
function invert(rising: (x: number) => number, p: number, first: number, least = 0, most = 1): number {
  if (!(p >= least && p <= most) || Number.isNaN(rising(first))) return NaN;
  if (p === least || p === most) return p === least ? 0 : Infinity;
  let low = 0;
  let high = first;
  while (rising(high) < p && high < Infinity) {
    low = high;
    high *= 2;
  }
  for (let i = 0; i < 2100; i++) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (rising(middle) < p) low = middle;
    else high = middle;
  }
  return high;
}
