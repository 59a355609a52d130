import { nearest } from './maths.ts';

/**
 * Gradients and hessians are kept as whole numbers: their sums come out the same to the last bit in whatever order rows are added, by however many
 * threads, and a histogram taken from its parent's is exact. A hessian's sum shares an integer of 64 bits with the count of its rows.
 * Source of the idea: Shi et al. (2022), "Quantized training of gradient boosting decision trees"; here with 22 bits or more a row up to a million rows.
 */
export interface FixedPoint {
  /** Powers of two: a derivative times its scale, rounded, is what is added up. */
  readonly gradientScale: number;
  readonly hessianScale: number;
  /** Bits of a sum of hessians; the count of rows stands above them. */
  readonly shift: number;
}

/** Every sum has to fit in the 53 bits of a double, which the plain twin adds up in, and a row in the 31 of an i32. */
const SUM_BITS = 52;
const ROW_BITS = 30;
const PAIR_BITS = 62;

/**
 * @param rows at most so many are added up
 * @param gradientBound no gradient is farther from 0, weight included
 * @param hessianBound no hessian is larger
 */
export function fixedPoint(rows: number, gradientBound: number, hessianBound: number): FixedPoint {
  const countBits = Math.ceil(Math.log2(rows + 1));
  const hessianBits = Math.min(ROW_BITS, SUM_BITS - countBits, PAIR_BITS - 2 * countBits);
  return {
    gradientScale: scaleFor(gradientBound, Math.min(ROW_BITS, SUM_BITS - countBits)),
    hessianScale: scaleFor(hessianBound, hessianBits),
    shift: hessianBits + countBits
  };
}

/** Puts the derivatives of each row as whole numbers side by side. */
export function writeScaled(gradient: Float64Array, hessian: Float64Array, scale: FixedPoint, into: Int32Array): void {
  for (let row = 0; row < gradient.length; row++) {
    into[2 * row] = nearest(gradient[row]! * scale.gradientScale);
    into[2 * row + 1] = nearest(hessian[row]! * scale.hessianScale);
  }
}

/** The largest power of two under which `bound` takes at most `bits` bits. */
const scaleFor = (bound: number, bits: number): number =>
  bound > 0 ? 2 ** Math.max(-1000, Math.min(1000, bits - Math.ceil(Math.log2(bound)))) : 1;
