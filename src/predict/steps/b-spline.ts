/**
 * The B-splines of one degree over a row of knots. Source: Piegl & Tiller (1997), "The NURBS book", algorithm A2.2, after Cox and de Boor.
 * @param knots ascending, `degree` more on either side than the range takes; knots.length - degree - 1 splines
 * @param x within the range: from `knots[degree]` to `knots[knots.length - degree - 1]`
 * @param into gets the degree + 1 splines that are not 0 there
 * @returns the place of the first of them
 */
export function splinesAt(knots: Float64Array, degree: number, x: number, into: Float64Array): number {
  let span = degree;
  const last = knots.length - degree - 2;
  while (span < last && x >= knots[span + 1]!) span++;
  into[0] = 1;
  for (let d = 1; d <= degree; d++) {
    let carried = 0;
    for (let r = 0; r < d; r++) {
      const [left, right] = [x - knots[span + 1 - d + r]!, knots[span + r + 1]! - x];
      const share = into[r]! / (right + left);
      into[r] = carried + right * share;
      carried = left * share;
    }
    into[d] = carried;
  }
  return span - degree;
}
