/** What assembly/maths.ts has, operation for operation, so that both get the same bits. */

const LOG2E = 1.4426950408889634;
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
/** Added and taken away again it leaves the nearest whole number, a half going to the even one. */
const ROUNDER = 6755399441055744;

export const nearest = (x: number): number => x + ROUNDER - ROUNDER;

/** e^r for |r| <= ln 2 / 2. */
function taylor(r: number): number {
  const r2 = r * r;
  const r4 = r2 * r2;
  const low = 1 + r + (1 / 2 + (1 / 6) * r) * r2 + (1 / 24 + (1 / 120) * r + (1 / 720 + (1 / 5040) * r) * r2) * r4;
  const middle = 1 / 40320 + (1 / 362880) * r + (1 / 3628800 + (1 / 39916800) * r) * r2;
  return low + (middle + (1 / 479001600 + (1 / 6227020800) * r) * r4) * (r4 * r4);
}

/** e^x for x <= 0; 0 below -708. */
export function expNegative(x: number): number {
  if (x < -708) return 0;
  const k = nearest(x * LOG2E);
  return taylor(x - k * LN2_HIGH - k * LN2_LOW) * 2 ** k;
}

/** e^x; infinite above 708. */
export const exponential = (x: number): number => (x <= 0 ? expNegative(x) : 1 / expNegative(-x));

/** ln(1 + x) for 0 <= x <= 1. */
export function logOnePlus(x: number): number {
  const s = x / (2 + x);
  const q = s * s;
  let sum = 1 / 31;
  for (let odd = 29; odd > 0; odd -= 2) sum = sum * q + 1 / odd;
  return 2 * s * sum;
}

/** ln x for x >= 1, of no great size. */
export function logAboveOne(x: number): number {
  let halvings = 0;
  for (; x > 2; x *= 0.5) halvings += 1;
  return halvings * (LN2_HIGH + LN2_LOW) + logOnePlus(x - 1);
}
