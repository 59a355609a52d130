import type { Products } from './bayesian-ridge.ts';

/**
 * Sums and products of whole columns, kept while columns change, so that those over the rows where one column is known follow by taking the other rows off.
 * Columns are looked at from fixed points near their middles, or far ones would lose their digits.
 */
export class Moments {
  readonly #columns: readonly Float64Array[];
  readonly #from: Float64Array;
  readonly #sums: Float64Array;
  readonly #products: Float64Array;

  constructor(columns: readonly Float64Array[], from: Float64Array) {
    this.#columns = columns;
    this.#from = from;
    this.#sums = new Float64Array(columns.length);
    this.#products = new Float64Array(columns.length ** 2);
    for (let j = 0; j < columns.length; j++) this.refresh(j);
  }

  /** After a column has changed. */
  refresh(j: number): void {
    const size = this.#columns.length;
    const own = this.#columns[j]!;
    const start = this.#from[j]!;
    this.#sums[j] = own.reduce((sum, x) => sum + (x - start), 0);
    for (let k = 0; k < size; k++) {
      const [other, otherStart] = [this.#columns[k]!, this.#from[k]!];
      let sum = 0;
      for (let row = 0; row < own.length; row++) sum += (own[row]! - start) * (other[row]! - otherStart);
      this.#products[j * size + k] = sum;
      this.#products[k * size + j] = sum;
    }
  }

  /**
   * Over all rows but some.
   * @param target the column to be guessed; the others, in their order, guess it
   */
  without(rows: Uint32Array, target: number): Products & { readonly middle: Float64Array } {
    const size = this.#columns.length;
    const count = this.#columns[0]!.length - rows.length;
    const [sums, products] = [this.#sums.slice(), this.#products.slice()];
    for (const row of rows) this.#takeOff(row, sums, products);
    const others = [...this.#columns.keys()].filter((j) => j !== target);
    const centred = (j: number, k: number) => products[j * size + k]! - (sums[j]! * sums[k]!) / count;
    return {
      rows: count,
      size: others.length,
      squares: Float64Array.from(others.flatMap((j) => others.map((k) => centred(j, k)))),
      withAnswer: Float64Array.from(others, (j) => centred(j, target)),
      answerSquare: Math.max(0, centred(target, target)),
      middle: sums.map((sum, j) => this.#from[j]! + sum / count)
    };
  }

  #takeOff(row: number, sums: Float64Array, products: Float64Array): void {
    const own = Float64Array.from(this.#columns, (column, j) => column[row]! - this.#from[j]!);
    own.forEach((x, j) => {
      sums[j]! -= x;
      for (let k = 0, at = j * own.length; k < own.length; k++, at++) products[at]! -= x * own[k]!;
    });
  }
}
