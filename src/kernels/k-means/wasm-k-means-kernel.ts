import type { Matrix } from '../../core/matrix.ts';
import type { Assignment, KMeansKernel } from './k-means-kernel.ts';
import { PlainKMeansKernel } from './plain-k-means-kernel.ts';

/** What assembly/index.ts offers; each is described where it stands. */
export interface KMeansExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  firstFree(): number;
  layOut(...addressesAndSizes: number[]): void;
  assign(...addressesAndSizes: number[]): void;
  distances(...addressesAndSizes: number[]): void;
}

const PAGE = 65_536;
const BLOCK = 8;
/** Of twelve bytes each in a memory of 4 GiB, with labels and distances. */
const MOST_VALUES = 2.5e8;
/** Beyond this squares of single precision may be infinite. */
const LARGEST = 1e15;
/** Half the distance between 1 and the next number of single precision. */
const UNIT = 2 ** -24;
/** More are left to the plain twin: there is no room for them. */
const MOST_CENTRES = 1000;

/** Rows in WebAssembly: the same centres at the same distances, to the bit, as by the plain twin. */
export class WasmKMeansKernel implements KMeansKernel {
  readonly #run: KMeansExports;
  readonly #matrix: Matrix;
  readonly #middle: Float64Array;
  /** The largest distance from the middle of the rows of each block. */
  readonly #reaches: Float64Array;
  readonly #places: Readonly<
    Record<'exact' | 'rough' | 'slack' | 'labels' | 'far' | 'centres' | 'roughCentres' | 'halves' | 'sums' | 'counts' | 'room', number>
  >;

  /** @returns null where the rows are too many or lie too far apart for single precision */
  static open(run: KMeansExports, matrix: Matrix): WasmKMeansKernel | null {
    if (matrix.data.length > MOST_VALUES) return null;
    const kernel = new WasmKMeansKernel(run, matrix);
    return kernel.#reaches.every((reach) => reach < LARGEST) ? kernel : null;
  }

  private constructor(run: KMeansExports, matrix: Matrix) {
    this.#run = run;
    this.#matrix = matrix;
    this.#middle = middleOf(matrix);
    const { rows, cols } = matrix;
    const reaches = new Float64Array(Math.ceil(rows / BLOCK));
    this.#reaches = reaches;
    let free = run.firstFree();
    const reserve = (bytes: number) => {
      const at = Math.ceil(free / 16) * 16;
      free = at + bytes;
      return at;
    };
    this.#places = {
      exact: reserve(8 * rows * cols),
      rough: reserve(4 * reaches.length * BLOCK * cols),
      slack: reserve(4 * reaches.length),
      labels: reserve(4 * rows),
      far: reserve(8 * rows),
      centres: reserve(8 * MOST_CENTRES * cols),
      roughCentres: reserve(4 * MOST_CENTRES * cols),
      halves: reserve(4 * MOST_CENTRES),
      sums: reserve(8 * MOST_CENTRES * cols),
      counts: reserve(8 * MOST_CENTRES),
      room: reserve(96)
    };
    const lacking = free - run.memory.buffer.byteLength;
    if (lacking > 0) run.memory.grow(Math.ceil(lacking / PAGE));
    this.#layOut();
  }

  #layOut(): void {
    const { data, rows, cols } = this.#matrix;
    new Float64Array(this.#run.memory.buffer, this.#places.exact, data.length).set(data);
    const { exact, rough, slack, centres: middle } = this.#places;
    // The middle and the reaches stand where centres and slack will be.
    new Float64Array(this.#run.memory.buffer, middle, cols).set(this.#middle);
    this.#run.layOut(exact, rows, cols, middle, rough, slack);
    const squares = new Float32Array(this.#run.memory.buffer, slack, this.#reaches.length);
    // Sums of single precision are off by a rounding for each column.
    const most = 1 + 2 * UNIT * (cols + 4);
    squares.forEach((square, block) => (this.#reaches[block] = Math.sqrt(square) * most));
  }

  assign(centres: Float64Array): Assignment {
    const { rows, cols } = this.#matrix;
    const { exact, rough, slack, labels, far, centres: own, roughCentres, halves, sums, counts, room } = this.#places;
    const { buffer } = this.#run.memory;
    const k = centres.length / cols;
    if (k > MOST_CENTRES) return new PlainKMeansKernel(this.#matrix).assign(centres);
    new Float64Array(buffer, own, centres.length).set(centres);
    const near = new Float32Array(buffer, roughCentres, centres.length);
    const half = new Float32Array(buffer, halves, k);
    let widest = 0;
    for (let c = 0; c < k; c++) {
      let squares = 0;
      for (let j = 0; j < cols; j++) {
        const off = centres[c * cols + j]! - this.#middle[j]!;
        near[c * cols + j] = off;
        squares += off * off;
      }
      half[c] = squares / 2;
      widest = Math.max(widest, Math.sqrt(squares));
    }
    this.#writeSlack(new Float32Array(buffer, slack, this.#reaches.length), widest, cols);
    const [added, counted] = [new Float64Array(buffer, sums, centres.length).fill(0), new Float64Array(buffer, counts, k).fill(0)];
    this.#run.assign(exact, rough, rows, cols, own, roughCentres, halves, k, slack, labels, sums, counts, room);
    return {
      labels: new Int32Array(buffer, labels, rows).slice(),
      far: () => {
        this.#run.distances(exact, rows, cols, own, labels, far);
        return new Float64Array(buffer, far, rows).slice();
      },
      sums: added.slice(),
      counts: counted.slice()
    };
  }

  /**
   * By how much two rough distances may stand in the wrong order: rounding moves each product of a row and a centre by some UNIT of their lengths, and so does every
   * addition, one a column. Twice, for two distances, and twice that for what is rounded on the way.
   */
  #writeSlack(into: Float32Array, widest: number, cols: number): void {
    this.#reaches.forEach((reach, block) => {
      const most = (reach + widest) * widest + reach * reach * Number.EPSILON;
      into[block] = 4 * UNIT * (cols + 8) * most + 1e-30;
    });
  }

  close(): void {
    // The memory goes with the instance.
  }
}

/** Rows that tell where the middle is, at least. */
const ASKED = 1000;

/** Near the mean of the rows, by some of them: only how rough distances are depends on it. */
function middleOf({ data, rows, cols }: Matrix): Float64Array {
  const middle = new Float64Array(cols);
  const stride = Math.max(1, Math.floor(rows / ASKED));
  const share = stride / rows;
  for (let i = 0; i < rows; i += stride) for (let j = 0; j < cols; j++) middle[j]! += data[i * cols + j]! * share;
  return middle;
}
