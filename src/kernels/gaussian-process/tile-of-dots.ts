/** Rows and columns of a tile. */
export const EDGE = 4;

/** The places of each row that are multiplied, of matrices [size, size]. */
interface Span {
  readonly size: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The products of four rows of one matrix with four of another, summed over a span. Eight sums at a time keep the processor busy with what it has
 * read. Rows beyond the last are the last again; nobody reads theirs.
 * @param into row-major [EDGE, EDGE]
 */
export function tileOfDots(
  x: Float64Array,
  top: number,
  y: Float64Array,
  left: number,
  { size, from, to }: Span,
  into: Float64Array
): void {
  const rowAt = (row: number) => Math.min(row, size - 1) * size;
  const [a, b, c, d] = [rowAt(top), rowAt(top + 1), rowAt(top + 2), rowAt(top + 3)];
  for (let column = 0; column < EDGE; column += 2) {
    const [e, f] = [rowAt(left + column), rowAt(left + column + 1)];
    let [ae, af, be, bf, ce, cf, de, df] = [0, 0, 0, 0, 0, 0, 0, 0];
    for (let k = from; k < to; k++) {
      const [ek, fk] = [y[e + k]!, y[f + k]!];
      const [ak, bk, ck, dk] = [x[a + k]!, x[b + k]!, x[c + k]!, x[d + k]!];
      ae += ak * ek;
      af += ak * fk;
      be += bk * ek;
      bf += bk * fk;
      ce += ck * ek;
      cf += ck * fk;
      de += dk * ek;
      df += dk * fk;
    }
    into[column] = ae;
    into[column + 1] = af;
    into[EDGE + column] = be;
    into[EDGE + column + 1] = bf;
    into[2 * EDGE + column] = ce;
    into[2 * EDGE + column + 1] = cf;
    into[3 * EDGE + column] = de;
    into[3 * EDGE + column + 1] = df;
  }
}
