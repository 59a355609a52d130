/**
 * The functions distributions are made of, to about 1e-13 relative: log gamma, error function, incomplete gamma and incomplete beta. The
 * leading factors use Loader's deviance form, which keeps its digits where `exp(a ln x - x - lgamma(a))` loses them (a in the thousands).
 */

const HALF_LOG_TWO_PI = 0.9189385332046727;
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7
];

/**
 * Logarithm of the gamma function, for x > 0.
 * Source: Lanczos (1964), with g = 7 and nine coefficients.
 */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const z = x - 1;
  let sum = LANCZOS[0]!;
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i]! / (z + i);
  const t = z + 7.5;
  return HALF_LOG_TWO_PI + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** ln(a!) less its Stirling approximation; a > 0, not only whole. Source: Loader (2000), "Fast and accurate computation of binomial probabilities". */
function stirlingError(a: number): number {
  if (a < 16) return logGamma(a + 1) - (a + 0.5) * Math.log(a) + a - HALF_LOG_TWO_PI;
  const square = a * a;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / a;
}

/** x ln(x / m) + m - x without cancellation where x and m are close. Source: Loader (2000). */
function deviance(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  let sum = (x - m) * v;
  let term = 2 * x * v;
  for (let j = 1; j < 1000; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/** x^a e^-x / gamma(a + 1), for a > 0 and x > 0. */
const poissonFactor = (a: number, x: number): number => Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a);

/** x^a y^b gamma(a + b) / (gamma(a) gamma(b)) with y = 1 - x, for a, b > 0 and 0 < x < 1. */
function betaFactor(a: number, b: number, x: number, y: number): number {
  const n = a + b;
  const log = stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y);
  return Math.exp(log) * Math.sqrt(((a / n) * b) / (2 * Math.PI));
}

const MOST_TERMS = 200_000;
const TINY = 1e-300;
const EPSILON = 1e-16;

/** Both tails of the regularised incomplete gamma function, a > 0, x >= 0: [lower P, upper Q], each to full relative precision. */
export function incompleteGamma(a: number, x: number): readonly [number, number] {
  if (Number.isNaN(a) || Number.isNaN(x)) return [NaN, NaN];
  if (x <= 0) return [0, 1];
  if (x === Infinity) return [1, 0];
  if (x < a + 1) {
    const lower = lowerGammaSeries(a, x);
    return [lower, 1 - lower];
  }
  const upper = upperGammaFraction(a, x);
  return [1 - upper, upper];
}

function lowerGammaSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < MOST_TERMS && term > sum * EPSILON; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return Math.min(1, poissonFactor(a, x) * sum);
}

/** Continued fraction by Lentz's method. Source: Press et al., Numerical Recipes, 3rd ed., section 6.2. */
function upperGammaFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < MOST_TERMS; i++) {
    const numerator = -i * (i - a);
    b += 2;
    d = 1 / away(numerator * d + b);
    c = away(b + numerator / c);
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < EPSILON) break;
  }
  return Math.min(1, Math.max(0, poissonFactor(a, x) * a * h));
}

const away = (value: number) => (Math.abs(value) < TINY ? TINY : value);

/**
 * Both tails of the regularised incomplete beta function, a, b > 0: [I_x(a, b), 1 - I_x(a, b)], each to full relative precision.
 * @param y 1 - x, given apart so that an x next to 1 keeps its digits
 */
export function incompleteBeta(a: number, b: number, x: number, y: number = 1 - x): readonly [number, number] {
  if (Number.isNaN(a + b + x + y)) return [NaN, NaN];
  if (x <= 0) return [0, 1];
  if (y <= 0) return [1, 0];
  const isLower = x < (a + 1) / (a + b + 2);
  const tail = isLower ? (betaFactor(a, b, x, y) * betaFraction(a, b, x)) / a : (betaFactor(a, b, x, y) * betaFraction(b, a, y)) / b;
  const capped = Math.min(1, tail);
  return isLower ? [capped, 1 - capped] : [1 - capped, capped];
}

/** Continued fraction by Lentz's method. Source: Press et al., Numerical Recipes, 3rd ed., section 6.4. */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < EPSILON) break;
  }
  return h;
}
