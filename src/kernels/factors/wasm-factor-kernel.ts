import { transposed, turned, type FactorKernel, type Factors, type Side, type SparseRows } from './factor-kernel.ts';

/** What assembly/index.ts offers; each is described where it stands. */
export interface FactorExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  firstFree(): number;
  products(...addressesAndSizes: number[]): void;
  updateDense(...addressesAndSizes: number[]): number;
  updateSparse(...addressesAndSizes: number[]): number;
}

const PAGE = 65_536;
const F64 = 8;
/** Of a memory of 4 GiB. */
const MOST_BYTES = 3.5 * 2 ** 30;
/** From this share of values above 0 on a matrix is laid out whole: fewer sums, and none of them looks for its place. */
const DENSE_SHARE = 0.3;
const MOST_DENSE_VALUES = 1e8;

const fours = (count: number): number => 4 * Math.ceil(count / 4);

interface Places {
  /** Of the matrix laid out whole; else both orders of the sparse one. */
  readonly whole: number | null;
  readonly sparse: Readonly<Record<Side, { readonly starts: number; readonly at: number; readonly values: number }>> | null;
  readonly weights: Readonly<Record<Side, number>>;
  readonly gram: number;
  readonly room: number;
  readonly end: number;
}

/** Factors in WebAssembly: the same to the bit as by the plain twin. */
export class WasmFactorKernel implements FactorKernel {
  readonly #run: FactorExports;
  readonly #counts: Readonly<Record<Side, number>>;
  readonly #parts: number;
  readonly #places: Places;

  /** @returns null where there is no room */
  static open(run: FactorExports, x: SparseRows, factors: Factors, parts: number): WasmFactorKernel | null {
    const places = placesFor(x, parts, run.firstFree());
    if (places.end > MOST_BYTES) return null;
    const lacking = places.end - run.memory.buffer.byteLength;
    if (lacking > 0) run.memory.grow(Math.ceil(lacking / PAGE));
    return new WasmFactorKernel(run, x, factors, parts, places);
  }

  private constructor(run: FactorExports, x: SparseRows, { w, h }: Factors, parts: number, places: Places) {
    this.#run = run;
    this.#counts = { rows: x.rows, columns: x.columns };
    this.#parts = parts;
    this.#places = places;
    if (places.whole !== null) this.#layOutWhole(x, places.whole);
    if (places.sparse) for (const side of ['rows', 'columns'] as const) this.#layOutSparse(side === 'rows' ? x : turned(x), places.sparse[side]); // prettier-ignore
    this.#writeWeights('rows', w);
    this.#writeWeights('columns', transposed(h, parts, x.columns));
  }

  #layOutWhole({ rows, columns, starts, at, values }: SparseRows, place: number): void {
    const wide = fours(columns);
    const whole = new Float64Array(this.#run.memory.buffer, place, fours(rows) * wide);
    for (let row = 0; row < rows; row++) for (let i = starts[row]!; i < starts[row + 1]!; i++) whole[row * wide + at[i]!] = values[i]!;
  }

  #layOutSparse({ rows, starts, at, values }: SparseRows, places: NonNullable<Places['sparse']>[Side]): void {
    const { buffer } = this.#run.memory;
    const own = new Uint32Array(buffer, places.starts, fours(rows) + 1);
    own.set(starts);
    own.fill(starts[rows]!, rows);
    new Uint32Array(buffer, places.at, at.length).set(at);
    new Float64Array(buffer, places.values, values.length).set(values);
  }

  /** Of a side, each with its stride. */
  #weights(side: Side): Float64Array {
    return new Float64Array(this.#run.memory.buffer, this.#places.weights[side], fours(this.#counts[side]) * fours(this.#parts));
  }

  #writeWeights(side: Side, values: Float64Array): void {
    const into = this.#weights(side);
    for (let i = 0; i < this.#counts[side]; i++) into.set(values.subarray(i * this.#parts, (i + 1) * this.#parts), i * fours(this.#parts));
  }

  begin(side: Side): void {
    const other = side === 'rows' ? 'columns' : 'rows';
    this.#run.products(this.#places.weights[other], this.#counts[other], F64 * fours(this.#parts), this.#places.gram);
  }

  update(side: Side, from: number, to: number): number {
    const { whole, sparse, weights, gram, room } = this.#places;
    const other = side === 'rows' ? 'columns' : 'rows';
    const count = Math.ceil((to - from) / 4);
    const own = weights[side] + F64 * fours(this.#parts) * from;
    const rest = [own, weights[other], this.#parts, gram, room] as const;
    if (whole === null) {
      const { starts, at, values } = sparse![side];
      return this.#run.updateSparse(starts + 4 * from, at, values, count, ...rest);
    }
    const wide = F64 * fours(this.#counts.columns);
    const [down, across] = side === 'rows' ? [wide, F64] : [F64, wide];
    return this.#run.updateDense(whole + from * down, down, across, this.#counts[other], count, ...rest);
  }

  factors(): Factors {
    const [w, h] = (['rows', 'columns'] as const).map((side) => {
      const [from, stride] = [this.#weights(side), fours(this.#parts)];
      const out = new Float64Array(this.#counts[side] * this.#parts);
      for (let i = 0; i < this.#counts[side]; i++) out.set(from.subarray(i * stride, i * stride + this.#parts), i * this.#parts);
      return out;
    }) as [Float64Array, Float64Array];
    return { w, h: transposed(h, this.#counts.columns, this.#parts) };
  }

  close(): void {
    // The memory goes with the instance.
  }
}

function placesFor({ rows, columns, values }: SparseRows, parts: number, firstFree: number): Places {
  let free = firstFree;
  const reserve = (bytes: number) => {
    const at = Math.ceil(free / 16) * 16;
    free = at + bytes;
    return at;
  };
  const stride = F64 * fours(parts);
  const all = fours(rows) * fours(columns);
  const isDense = values.length >= DENSE_SHARE * rows * columns && all <= MOST_DENSE_VALUES;
  const sparseOf = (count: number) => ({
    starts: reserve(4 * (fours(count) + 1)),
    at: reserve(4 * values.length),
    values: reserve(F64 * values.length)
  });
  const whole = isDense ? reserve(F64 * all) : null;
  const sparse = isDense ? null : { rows: sparseOf(rows), columns: sparseOf(columns) };
  const weights = { rows: reserve(stride * fours(rows)), columns: reserve(stride * fours(columns)) };
  const [gram, room] = [reserve(stride * fours(parts)), reserve(8 * stride)];
  return { whole, sparse, weights, gram, room, end: free };
}
