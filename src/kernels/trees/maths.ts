/** What assembly/maths.ts has, operation for operation, so that both get the same bits. */

const LOG2E = 1.4426950408889634;
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
/** Added and taken away again it leaves the nearest whole number, a half going to the even one. */
const ROUNDER = 6755399441055744;

export const nearest = (x: number): number => x + ROUNDER - ROUNDER;

/** 1/13!, 1/12!, ... 1/0!. */
const FACTORIALS = [6227020800, 479001600, 39916800, 3628800, 362880, 40320, 5040, 720, 120, 24, 6, 2, 1, 1].map((value) => 1 / value);

/** e^x for x <= 0; 0 below -708. */
export function expNegative(x: number): number {
  if (x < -708) return 0;
  const k = nearest(x * LOG2E);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let sum = 0;
  for (const factor of FACTORIALS) sum = sum * r + factor;
  return sum * 2 ** k;
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
