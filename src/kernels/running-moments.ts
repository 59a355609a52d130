import { mean } from '../core/stats.ts';

/** Sums of powers around the mean: what mean, spread, skewness and excess are made of. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly second: number;
  readonly third: number;
  readonly fourth: number;
}

export const noMoments: Moments = { count: 0, mean: 0, second: 0, third: 0, fourth: 0 };

/** Moments of numbers without gaps, by two passes. */
export function momentsOf(values: Float64Array): Moments {
  const centre = mean(values);
  let [second, third, fourth] = [0, 0, 0];
  for (const value of values) {
    const off = value - centre;
    const square = off * off;
    second += square;
    third += square * off;
    fourth += square * square;
  }
  return { count: values.length, mean: centre, second, third, fourth };
}

/** Moments of two parts together. Source: Pébay (2008), "Formulas for robust, one-pass parallel computation of covariances and arbitrary-order statistical moments". */
export function joinMoments(a: Moments, b: Moments): Moments {
  if (a.count === 0 || b.count === 0) return a.count === 0 ? b : a;
  const count = a.count + b.count;
  const off = b.mean - a.mean;
  const [shareA, shareB] = [a.count / count, b.count / count];
  const square = off * off;
  return {
    count,
    mean: a.mean + off * shareB,
    second: a.second + b.second + square * a.count * shareB,
    third: a.third + b.third + square * off * a.count * shareB * (shareA - shareB) + 3 * off * (shareA * b.second - shareB * a.second),
    fourth:
      a.fourth +
      b.fourth +
      square * square * a.count * shareB * (shareA * shareA - shareA * shareB + shareB * shareB) +
      6 * square * (shareA * shareA * b.second + shareB * shareB * a.second) +
      4 * off * (shareA * b.third - shareB * a.third)
  };
}
