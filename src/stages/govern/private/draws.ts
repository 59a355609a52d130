/** Random bytes nobody can guess. */
export type RandomBytes = (count: number) => Uint8Array;

/**
 * Draws without a floating-point number in them, so that nothing can be read out of the last digits of an answer (Mironov 2012). Source of the
 * algorithms: Canonne, Kamath and Steinke (2020), "The Discrete Gaussian for Differential Privacy", algorithms 1 to 3.
 */
export interface Draws {
  /** Uniform over 0 to below - 1. */
  uniform(below: bigint): bigint;
  /** True with the probability exp(-num / den). */
  expMinus(num: bigint, den: bigint): boolean;
}

export function createDraws(random: RandomBytes): Draws {
  const uniform = (below: bigint): bigint => {
    const bytes = Math.ceil(below.toString(2).length / 8);
    const limit = 1n << BigInt(8 * bytes);
    const fair = limit - (limit % below);
    for (;;) {
      const drawn = random(bytes).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
      if (drawn < fair) return drawn % below;
    }
  };
  const hasLuck = (num: bigint, den: bigint) => uniform(den) < num;
  /** For num <= den. */
  const expOfPart = (num: bigint, den: bigint): boolean => {
    let k = 1n;
    while (hasLuck(num, den * k)) k++;
    return k % 2n === 1n;
  };
  return {
    uniform,
    expMinus(num, den) {
      let left = num;
      for (; left > den; left -= den) if (!expOfPart(1n, 1n)) return false;
      return expOfPart(left, den);
    }
  };
}

/** Whole numbers with probabilities in proportion to exp(-|y| num / den). */
export function discreteLaplace({ uniform, expMinus }: Draws, num: bigint, den: bigint): bigint {
  for (;;) {
    const u = uniform(den);
    if (!expMinus(u, den)) continue;
    let v = 0n;
    while (expMinus(1n, 1n)) v++;
    const size = (u + den * v) / num;
    const isNegative = uniform(2n) === 1n;
    if (isNegative && size === 0n) continue;
    return isNegative ? -size : size;
  }
}

/** Whole numbers with probabilities in proportion to exp(-y^2 / (2 sigma^2)). @param variance sigma^2 as a fraction */
export function discreteGaussian(draws: Draws, variance: { readonly num: bigint; readonly den: bigint }): bigint {
  const t = root(variance.num / variance.den) + 1n;
  for (;;) {
    const y = discreteLaplace(draws, 1n, t);
    // (|y| - sigma^2 / t)^2 / (2 sigma^2), as one fraction.
    const off = (y < 0n ? -y : y) * t * variance.den - variance.num;
    if (draws.expMinus(off * off, 2n * variance.num * variance.den * t * t)) return y;
  }
}

/** The whole part of a square root, by Newton's method. */
function root(value: bigint): bigint {
  if (value < 2n) return value;
  let guess = BigInt(Math.floor(Math.sqrt(Number(value))));
  while (guess * guess > value) guess--;
  while ((guess + 1n) * (guess + 1n) <= value) guess++;
  return guess;
}
