import { wasmInstances } from '../wasm.ts';
import { BLOCK, type LinearKernel, type LinearRoom } from './linear-kernel.ts';

/** What assembly/index.ts offers; each is described where it stands. */
export interface LinearExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly firstFree: () => number;
  readonly score: (...args: number[]) => void;
  readonly addProducts: (...args: number[]) => void;
  readonly addSquares: (...args: number[]) => void;
}

const PAGE = 65_536;

/** Lists one behind the other, each at a multiple of 16. */
class Layout {
  #free: number;
  constructor(first: number) {
    this.#free = first >>> 0;
  }
  get end(): number {
    return this.#free;
  }
  numbers(length: number): number {
    const at = Math.ceil(this.#free / 16) * 16;
    this.#free = at + 8 * length;
    return at;
  }
}

/** The kernel in WebAssembly, in a memory of its own. */
export class WasmLinearKernel implements LinearKernel {
  readonly rows: number;
  readonly cols: number;
  readonly outputs: number;
  readonly hasSquares: boolean;
  readonly point: Float64Array;
  readonly slope: Float64Array;
  readonly squares: Float64Array;
  readonly curvatures: Float64Array;
  readonly #run: LinearExports;
  readonly #columns: number;
  /** Bytes from one column to the next. */
  readonly #stride: number;
  readonly #blocks: readonly Float64Array[];
  readonly #spare: number;

  constructor(run: LinearExports, { rows, cols, outputs, hasSquares }: LinearRoom) {
    this.#run = run;
    this.rows = rows;
    this.cols = cols;
    this.outputs = outputs;
    this.hasSquares = hasSquares;
    const layout = new Layout(run.firstFree());
    const width = cols + 1;
    const places = [outputs * width, outputs * width, hasSquares ? width * width : 0, BLOCK, BLOCK].map((length) => ({
      at: layout.numbers(length),
      length
    }));
    const blocks = Array.from({ length: outputs }, () => ({ at: layout.numbers(BLOCK), length: BLOCK }));
    this.#stride = 16 * Math.ceil(rows / 2);
    this.#columns = layout.numbers((cols * this.#stride) / 8);
    run.memory.grow(Math.max(0, Math.ceil((layout.end - run.memory.buffer.byteLength) / PAGE)));
    const [point, slope, squares, curvatures] = places.map(({ at, length }) => new Float64Array(run.memory.buffer, at, length));
    [this.point, this.slope, this.squares, this.curvatures] = [point!, slope!, squares!, curvatures!];
    this.#spare = places[4]!.at;
    this.#blocks = blocks.map(({ at, length }) => new Float64Array(run.memory.buffer, at, length));
  }

  column = (j: number) => new Float64Array(this.#run.memory.buffer, this.#columns + j * this.#stride, this.rows);
  block = (output: number) => this.#blocks[output]!;

  score(from: number, to: number): void {
    this.#blocks.forEach((block, k) =>
      this.#run.score(this.#columns + 8 * from, this.#stride, this.cols, to - from, this.#ofOutput(this.point, k), block.byteOffset)
    );
  }

  addSlope(from: number, to: number): void {
    this.#blocks.forEach((block, k) => {
      padded(block, to - from);
      this.#run.addProducts(this.#columns + 8 * from, this.#stride, this.cols, to - from, block.byteOffset, this.#ofOutput(this.slope, k));
    });
  }

  addSquares(from: number, to: number): void {
    padded(this.curvatures, to - from);
    const by = this.curvatures.byteOffset;
    this.#run.addSquares(this.#columns + 8 * from, this.#stride, this.cols, to - from, by, this.#spare, this.squares.byteOffset);
  }

  #ofOutput = (list: Float64Array, output: number) => list.byteOffset + 8 * output * (this.cols + 1);
}

/** The row behind an odd number of rows is read along and must add nothing. */
function padded(block: Float64Array, count: number): void {
  if (count % 2 === 1) block[count] = 0;
}

const instances = wasmInstances<LinearExports>(() => import('./assembly/index.ts?asc-growing'));

/** Null where the engine has no WebAssembly with SIMD, or where the columns are more than its memory can hold. */
export async function createWasmLinearKernel(room: LinearRoom): Promise<WasmLinearKernel | null> {
  if (8 * (room.rows + 2) * room.cols > MOST_BYTES) return null;
  const run = await instances();
  return run && new WasmLinearKernel(run, room);
}

/** A memory may have 4 GiB; some is left for the other lists. */
const MOST_BYTES = 3.5 * 2 ** 30;
