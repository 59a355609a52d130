// Exponential and logarithm by additions, multiplications and divisions alone, which IEEE 754 fixes to the last bit: the plain twin in ../maths.ts does the
// same in the same order and gets the same bits on every machine.

const LOG2E: f64 = 1.4426950408889634;
/** ln 2 in two parts, the first with 32 bits free at its end. Source: Cody & Waite (1980), "Software manual for the elementary functions", 6. */
const LN2_HIGH: f64 = 6.9314718036912381649e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;

/** e^x for x <= 0; 0 below -708. The Taylor polynomial of degree 13 on |r| <= ln 2 / 2 is short of the truth by less than 5e-18. */
export function expNegative(x: f64): f64 {
  if (x < -708) return 0;
  const k = nearest(x * LOG2E);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let sum: f64 = 1.0 / 6227020800.0;
  sum = sum * r + 1.0 / 479001600.0;
  sum = sum * r + 1.0 / 39916800.0;
  sum = sum * r + 1.0 / 3628800.0;
  sum = sum * r + 1.0 / 362880.0;
  sum = sum * r + 1.0 / 40320.0;
  sum = sum * r + 1.0 / 5040.0;
  sum = sum * r + 1.0 / 720.0;
  sum = sum * r + 1.0 / 120.0;
  sum = sum * r + 1.0 / 24.0;
  sum = sum * r + 1.0 / 6.0;
  sum = sum * r + 0.5;
  sum = sum * r + 1.0;
  sum = sum * r + 1.0;
  return sum * reinterpret<f64>(((k as i64) + 1023) << 52);
}

/** ln(1 + x) for 0 <= x <= 1: 2 artanh(s) with s = x / (2 + x) <= 1/3, sixteen terms. */
export function logOnePlus(x: f64): f64 {
  const s = x / (2 + x);
  const q = s * s;
  let sum: f64 = 1.0 / 31.0;
  for (let odd: f64 = 29; odd > 0; odd -= 2) sum = sum * q + 1.0 / odd;
  return 2 * s * sum;
}

/** ln x for x >= 1, of no great size. */
export function logAboveOne(x: f64): f64 {
  let halvings: f64 = 0;
  for (; x > 2; x *= 0.5) halvings += 1;
  return halvings * (LN2_HIGH + LN2_LOW) + logOnePlus(x - 1);
}
