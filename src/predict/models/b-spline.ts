/** Cubic B-splines over a range cut by knots: as many pieces as there are inner knots and one more. */

/** Of every value no more splines than this are other than 0. */
export const ACTIVE = 4;
const DEGREE = 3;

/** Inner knots, ascending, within the ends. */
export interface Knots {
  readonly low: number;
  readonly high: number;
  readonly inner: Float64Array;
}

/** All knots, the ends four times each. */
export function allKnots({ low, high, inner }: Knots): Float64Array {
  return Float64Array.from([low, low, low, low, ...inner, high, high, high, high]);
}

export const splinesOf = ({ inner }: Knots): number => inner.length + ACTIVE;

/**
 * The splines that are not 0 at x, by de Boor's recursion; beyond the ends it is taken at the end.
 * Source: de Boor (1978), "A practical guide to splines", chapter X.
 * @param into length 4, filled
 * @returns which spline the first of them is
 */
export function splinesAt(knots: Float64Array, x: number, into: Float64Array): number {
  const last = knots.length - ACTIVE - 1;
  const inside = Math.min(Math.max(x, knots[0]!), knots[knots.length - 1]!);
  let [low, high] = [DEGREE, last];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (knots[middle]! <= inside) low = middle;
    else high = middle - 1;
  }
  into.fill(0);
  into[0] = 1;
  for (let degree = 1; degree <= DEGREE; degree++) {
    let carried = 0;
    for (let j = 0; j < degree; j++) {
      const [right, left] = [knots[low + j + 1]!, knots[low + j + 1 - degree]!];
      const share = right > left ? into[j]! / (right - left) : 0;
      into[j] = carried + (right - inside) * share;
      carried = (inside - left) * share;
    }
    into[degree] = carried;
  }
  return low - DEGREE;
}
