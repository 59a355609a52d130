import { BLOCK, type LinearKernel, type LinearRoom } from './linear-kernel.ts';

/** The twin of the kernel in WebAssembly, in plain loops. */
export class PlainLinearKernel implements LinearKernel {
  readonly rows: number;
  readonly cols: number;
  readonly outputs: number;
  readonly hasSquares: boolean;
  readonly point: Float64Array;
  readonly slope: Float64Array;
  readonly squares: Float64Array;
  readonly curvatures = new Float64Array(BLOCK);
  readonly #columns: readonly Float64Array[];
  readonly #blocks: readonly Float64Array[];
  readonly #spare = new Float64Array(BLOCK);

  constructor({ rows, cols, outputs, hasSquares }: LinearRoom) {
    this.rows = rows;
    this.cols = cols;
    this.outputs = outputs;
    this.hasSquares = hasSquares;
    this.point = new Float64Array(outputs * (cols + 1));
    this.slope = new Float64Array(outputs * (cols + 1));
    this.squares = new Float64Array(hasSquares ? (cols + 1) ** 2 : 0);
    this.#columns = Array.from({ length: cols }, () => new Float64Array(rows));
    this.#blocks = Array.from({ length: outputs }, () => new Float64Array(BLOCK));
  }

  column = (j: number) => this.#columns[j]!;
  block = (output: number) => this.#blocks[output]!;

  score(from: number, to: number): void {
    this.#blocks.forEach((scores, k) => {
      const start = k * (this.cols + 1);
      scores.fill(this.point[start + this.cols]!, 0, to - from);
      this.#columns.forEach((column, j) => {
        const by = this.point[start + j]!;
        for (let i = from; i < to; i++) scores[i - from]! += by * column[i]!;
      });
    });
  }

  addSlope(from: number, to: number): void {
    this.#blocks.forEach((by, k) => this.#addProducts(by, this.cols, from, to, this.slope, k * (this.cols + 1)));
  }

  addSquares(from: number, to: number): void {
    const width = this.cols + 1;
    this.#columns.forEach((column, j) => {
      for (let i = from; i < to; i++) this.#spare[i - from] = column[i]! * this.curvatures[i - from]!;
      this.#addColumns(this.#spare, j + 1, from, to, this.squares, j * width);
    });
    this.#addProducts(this.curvatures, this.cols, from, to, this.squares, this.cols * width);
  }

  #addProducts(by: Float64Array, cols: number, from: number, to: number, into: Float64Array, at: number): void {
    this.#addColumns(by, cols, from, to, into, at);
    const sums = [0, 0];
    for (let i = 0; i < to - from; i++) sums[i & 1]! += by[i]!;
    into[at + cols]! += sums[0]! + sums[1]!;
  }

  #addColumns(by: Float64Array, cols: number, from: number, to: number, into: Float64Array, at: number): void {
    for (let j = 0; j < cols; j++) {
      const column = this.#columns[j]!;
      let [even, odd] = [0, 0];
      let i = from;
      for (; i + 1 < to; i += 2) {
        even += column[i]! * by[i - from]!;
        odd += column[i + 1]! * by[i + 1 - from]!;
      }
      if (i < to) even += column[i]! * by[i - from]!;
      into[at + j]! += even + odd;
    }
  }
}
