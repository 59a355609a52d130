import { cholesky } from '../../../kernels/linear/cholesky.ts';
import { allKnots, splinesOf, type Knots } from '../../../predict/models/b-spline.ts';

/**
 * Another basis of a curve, without the constant: first the straight line, then curves that bend by 1 each and not with each other, so that the bending of a sum (the
 * integral of its squared second derivative, with the range taken as 1) is the sum of the squares of all coefficients but the first. However strong the penalty, its
 * equations stay well-behaved. Second derivatives of cubic splines are straight between knots, so that this is exact.
 * Source: Wood (2017), "Generalized additive models", sections 5.3 and 5.4.
 * @returns [splines, splines - 1], row-major: spline coefficients of each
 */
export function bendingBasis(knots: Knots): Float64Array {
  const size = splinesOf(knots);
  const unit = Float64Array.from(allKnots(knots), (knot) => (knot - knots.low) / (knots.high - knots.low));
  const basis = new Float64Array(size * (size - 1));
  for (let k = 0; k < size; k++) basis[k * (size - 1)] = (unit[k + 1]! + unit[k + 2]! + unit[k + 3]!) / 3;
  const breaks = unit.slice(3, -3);
  const triangle = cholesky(massOf(breaks), breaks.length)!;
  for (let m = 0; m < breaks.length; m++) {
    const curve = integratedTwice(backSolved(triangle, breaks.length, m), unit, size);
    curve.forEach((value, k) => (basis[k * (size - 1) + m + 1] = value));
  }
  return basis;
}

/** What the squares of a function integrate to that is straight between the breaks, by its values at them: [breaks, breaks]. */
function massOf(breaks: Float64Array): Float64Array {
  const size = breaks.length;
  const mass = new Float64Array(size * size);
  for (let i = 0; i + 1 < size; i++) {
    const width = breaks[i + 1]! - breaks[i]!;
    mass[i * size + i]! += width / 3;
    mass[(i + 1) * size + i + 1]! += width / 3;
    mass[i * size + i + 1] = mass[(i + 1) * size + i] = width / 6;
  }
  return mass;
}

/** Solves L'x = the m-th unit vector. */
function backSolved(triangle: Float64Array, size: number, m: number): Float64Array {
  const out = new Float64Array(size);
  for (let i = m; i >= 0; i--) {
    let rest = i === m ? 1 : 0;
    for (let k = i + 1; k <= m; k++) rest -= triangle[k * size + i]! * out[k]!;
    out[i] = rest / triangle[i * size + i]!;
  }
  return out;
}

/** The spline with these second derivatives at the breaks that begins at 0 with no slope. Source: de Boor (1978), chapter X, (15), turned round. */
function integratedTwice(second: Float64Array, knots: Float64Array, size: number): Float64Array {
  const slopes = new Float64Array(size - 1);
  for (let i = 0; i + 1 < slopes.length; i++) slopes[i + 1] = slopes[i]! + (second[i]! * (knots[i + 4]! - knots[i + 2]!)) / 2;
  const out = new Float64Array(size);
  for (let i = 0; i + 1 < size; i++) out[i + 1] = out[i]! + (slopes[i]! * (knots[i + 4]! - knots[i + 1]!)) / 3;
  return out;
}
