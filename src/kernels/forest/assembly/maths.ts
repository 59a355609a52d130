const LN2: f64 = 0.6931471805599453;
const HALF_ROOT: f64 = 1.4142135623730951;

/**
 * x ln x for whole x >= 0, by additions, multiplications and divisions alone: the plain twin in ../maths.ts gets the same bits. ln x is k ln 2 + 2 artanh(s)
 * with s = (m - 1) / (m + 1) and x = m 2^k, |s| < 0.172: eleven terms are short of it by less than 1e-17.
 */
export function timesLog(x: f64): f64 {
  if (x <= 0) return 0;
  const bits = reinterpret<u64>(x);
  let k = ((bits >> 52) as i32) - 1023;
  let m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (m > HALF_ROOT) {
    m *= 0.5;
    k += 1;
  }
  const s = (m - 1) / (m + 1);
  const q = s * s;
  let sum: f64 = 1.0 / 21.0;
  for (let odd: i32 = 19; odd > 0; odd -= 2) sum = sum * q + 1.0 / (odd as f64);
  return x * ((k as f64) * LN2 + 2 * s * sum);
}
