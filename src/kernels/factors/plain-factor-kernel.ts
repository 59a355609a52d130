import { descendWeights, productsOfRows } from '../../core/non-negative-weights.ts';
import { transposed, turned, type FactorKernel, type Factors, type Side, type SparseRows } from './factor-kernel.ts';

/** The plain twin: what the kernel in WebAssembly must give to the bit. */
export class PlainFactorKernel implements FactorKernel {
  readonly #parts: number;
  readonly #of: Readonly<Record<Side, { readonly x: SparseRows; readonly weights: Float64Array }>>;
  #products: Float64Array = new Float64Array(0);

  constructor(x: SparseRows, { w, h }: Factors, parts: number) {
    this.#parts = parts;
    this.#of = { rows: { x, weights: w.slice() }, columns: { x: turned(x), weights: transposed(h, parts, x.columns) } };
  }

  #other(side: Side): Float64Array {
    return this.#of[side === 'rows' ? 'columns' : 'rows'].weights;
  }

  begin(side: Side): void {
    const others = this.#other(side);
    this.#products = productsOfRows(transposed(others, others.length / this.#parts, this.#parts), this.#parts);
  }

  update(side: Side, from: number, to: number): number {
    const parts = this.#parts;
    const { x, weights } = this.#of[side];
    const others = this.#other(side);
    const along = new Float64Array(parts);
    let violation = 0;
    for (let row = from; row < to; row++) {
      along.fill(0);
      for (let i = x.starts[row]!; i < x.starts[row + 1]!; i++) {
        const value = x.values[i]!;
        const base = x.at[i]! * parts;
        for (let k = 0; k < parts; k++) along[k]! += value * others[base + k]!;
      }
      violation += descendWeights(weights.subarray(row * parts, (row + 1) * parts), along, this.#products);
    }
    return violation;
  }

  factors(): Factors {
    const { rows, columns } = this.#of;
    return { w: rows.weights.slice(), h: transposed(columns.weights, columns.x.rows, this.#parts) };
  }

  close(): void {
    // Nothing is held.
  }
}
