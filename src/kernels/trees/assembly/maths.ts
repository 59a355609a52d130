// Exponential and logarithm by additions, multiplications and divisions alone, which IEEE 754 fixes to the last bit: the plain twin in ../maths.ts does the
// same in the same order and gets the same bits on every machine.

const LOG2E: f64 = 1.4426950408889634;
/** ln 2 in two parts, the first with 32 bits free at its end. Source: Cody & Waite (1980), "Software manual for the elementary functions", 6. */
const LN2_HIGH: f64 = 6.9314718036912381649e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;

/** e^r: the Taylor polynomial of degree 13, short of the truth by less than 5e-18 for |r| <= ln 2 / 2. In pairs, so that few steps wait for each other. Source: Estrin (1960). */
function taylor(r: f64): f64 {
  const r2 = r * r;
  const r4 = r2 * r2;
  const low = 1.0 + r + (0.5 + (1.0 / 6.0) * r) * r2 + (1.0 / 24.0 + (1.0 / 120.0) * r + (1.0 / 720.0 + (1.0 / 5040.0) * r) * r2) * r4;
  const middle = 1.0 / 40320.0 + (1.0 / 362880.0) * r + (1.0 / 3628800.0 + (1.0 / 39916800.0) * r) * r2;
  return low + (middle + (1.0 / 479001600.0 + (1.0 / 6227020800.0) * r) * r4) * (r4 * r4);
}

/** e^x for x <= 0; 0 below -708. */
export function expNegative(x: f64): f64 {
  if (x < -708) return 0;
  const k = nearest(x * LOG2E);
  return taylor(x - k * LN2_HIGH - k * LN2_LOW) * reinterpret<f64>(((k as i64) + 1023) << 52);
}

/** e^x; infinite above 708. */
export function exponential(x: f64): f64 {
  return x <= 0 ? expNegative(x) : 1 / expNegative(-x);
}

/** ln(1 + x) for 0 <= x <= 1: 2 artanh(s) with s = x / (2 + x) <= 1/3, sixteen terms. */
export function logOnePlus(x: f64): f64 {
  const s = x / (2 + x);
  const q = s * s;
  let sum: f64 = 1.0 / 31.0;
  sum = sum * q + 1.0 / 29.0;
  sum = sum * q + 1.0 / 27.0;
  sum = sum * q + 1.0 / 25.0;
  sum = sum * q + 1.0 / 23.0;
  sum = sum * q + 1.0 / 21.0;
  sum = sum * q + 1.0 / 19.0;
  sum = sum * q + 1.0 / 17.0;
  sum = sum * q + 1.0 / 15.0;
  sum = sum * q + 1.0 / 13.0;
  sum = sum * q + 1.0 / 11.0;
  sum = sum * q + 1.0 / 9.0;
  sum = sum * q + 1.0 / 7.0;
  sum = sum * q + 1.0 / 5.0;
  sum = sum * q + 1.0 / 3.0;
  sum = sum * q + 1.0 / 1.0;
  return 2 * s * sum;
}

// The same for two at a time.

/** Added and taken away again it leaves the nearest whole number; in between its lowest bits are that number. */
const ROUNDER: f64 = 6755399441055744;

/** a + b r */
function line(a: f64, b: f64, r: v128): v128 {
  return f64x2.add(f64x2.splat(a), f64x2.mul(f64x2.splat(b), r));
}

/** low + high by */
function joined(low: v128, high: v128, by: v128): v128 {
  return f64x2.add(low, f64x2.mul(high, by));
}

function taylors(r: v128): v128 {
  const r2 = f64x2.mul(r, r);
  const r4 = f64x2.mul(r2, r2);
  const first = joined(f64x2.add(f64x2.splat(1.0), r), line(0.5, 1.0 / 6.0, r), r2);
  const low = joined(first, joined(line(1.0 / 24.0, 1.0 / 120.0, r), line(1.0 / 720.0, 1.0 / 5040.0, r), r2), r4);
  const middle = joined(line(1.0 / 40320.0, 1.0 / 362880.0, r), line(1.0 / 3628800.0, 1.0 / 39916800.0, r), r2);
  return joined(low, joined(middle, line(1.0 / 479001600.0, 1.0 / 6227020800.0, r), r4), f64x2.mul(r4, r4));
}

export function expNegatives(x: v128): v128 {
  const rounded = f64x2.add(f64x2.mul(x, f64x2.splat(LOG2E)), f64x2.splat(ROUNDER));
  const k = f64x2.sub(rounded, f64x2.splat(ROUNDER));
  const r = f64x2.sub(f64x2.sub(x, f64x2.mul(k, f64x2.splat(LN2_HIGH))), f64x2.mul(k, f64x2.splat(LN2_LOW)));
  const power = i64x2.shl(i64x2.add(rounded, i64x2.splat(1023)), 52);
  return v128.and(f64x2.mul(taylors(r), power), f64x2.ge(x, f64x2.splat(-708)));
}

function step(sum: v128, by: v128, more: f64): v128 {
  return f64x2.add(f64x2.mul(sum, by), f64x2.splat(more));
}

export function logsOnePlus(x: v128): v128 {
  const s = f64x2.div(x, f64x2.add(x, f64x2.splat(2)));
  const q = f64x2.mul(s, s);
  let sum = f64x2.splat(1.0 / 31.0);
  sum = step(sum, q, 1.0 / 29.0);
  sum = step(sum, q, 1.0 / 27.0);
  sum = step(sum, q, 1.0 / 25.0);
  sum = step(sum, q, 1.0 / 23.0);
  sum = step(sum, q, 1.0 / 21.0);
  sum = step(sum, q, 1.0 / 19.0);
  sum = step(sum, q, 1.0 / 17.0);
  sum = step(sum, q, 1.0 / 15.0);
  sum = step(sum, q, 1.0 / 13.0);
  sum = step(sum, q, 1.0 / 11.0);
  sum = step(sum, q, 1.0 / 9.0);
  sum = step(sum, q, 1.0 / 7.0);
  sum = step(sum, q, 1.0 / 5.0);
  sum = step(sum, q, 1.0 / 3.0);
  sum = step(sum, q, 1.0 / 1.0);
  return f64x2.mul(f64x2.mul(f64x2.splat(2), s), sum);
}

/** ln x for x >= 1, of no great size. */
export function logAboveOne(x: f64): f64 {
  let halvings: f64 = 0;
  for (; x > 2; x *= 0.5) halvings += 1;
  return halvings * (LN2_HIGH + LN2_LOW) + logOnePlus(x - 1);
}
