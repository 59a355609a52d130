const LN2 = 0.6931471805599453;
const HALF_ROOT = 1.4142135623730951;

const asNumber = new Float64Array(1);
const asWords = new Uint32Array(asNumber.buffer);

/** What assembly/maths.ts has, operation for operation, so that both get the same bits: x ln x for whole x >= 0. */
export function timesLog(x: number): number {
  if (x <= 0) return 0;
  asNumber[0] = x;
  let k = (asWords[1]! >>> 20) - 1023;
  asWords[1] = (asWords[1]! & 0x000fffff) | 0x3ff00000;
  let m = asNumber[0];
  if (m > HALF_ROOT) {
    m *= 0.5;
    k += 1;
  }
  const s = (m - 1) / (m + 1);
  const q = s * s;
  let sum = 1 / 21;
  for (let odd = 19; odd > 0; odd -= 2) sum = sum * q + 1 / odd;
  return x * (k * LN2 + 2 * s * sum);
}
