import type { Matrix } from '../../core/matrix.ts';
import { WasmRoom } from '../trees/wasm-room.ts';
import { rowsOfPiece, type Assignment, type KMeansKernel } from './k-means-kernel.ts';
import { PlainKMeansKernel } from './plain-k-means-kernel.ts';

/** What assembly/index.ts offers; each is described where it stands. */
export type KMeansExports = Readonly<
  Record<
    'firstFree' | 'widthOf' | 'layOut' | 'settled' | 'assign' | 'addRows' | 'addPieces' | 'distances',
    (...addressesAndSizes: number[]) => number
  >
> & { readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number } };

const BLOCK = 8;
/** Of twelve bytes each in a memory of 4 GiB, with what else there is. */
const MOST_KEPT = 2.5e8;
/** More are left to the plain twin: there is no room for them. */
const MOST_CENTRES = 1000;
/** How often a piece of the rows is copied for one look before it is kept: most are settled by then, and new memory costs more than copying. */
const PATIENCE = 3;

/** Share of the blocks of a piece that gaps have to spare a look, to be worth what they take. */
const WORTH = 0.1;

/** Where what hangs on the number of centres lies. */
interface CentrePlaces {
  readonly k: number;
  readonly centres: number;
  readonly rough: number;
  readonly halves: number;
  readonly pieces: number;
  readonly sums: number;
  /** Room for a piece of the rows, as they are and in single precision. */
  readonly passing: RowPlaces;
}

interface RowPlaces {
  readonly exact: number;
  readonly rough: number;
}

/** Rows from `from` up to, not with, `to`. */
interface Piece {
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

/** Rows gone over in WebAssembly: the same centres at the same distances, to the bit, as by the plain twin. */
export class WasmKMeansKernel implements KMeansKernel {
  readonly #run: KMeansExports;
  readonly #matrix: Matrix;
  readonly #middle: Float64Array;
  readonly #room: WasmRoom;
  readonly #places: Readonly<Record<'middle' | 'until' | 'labels' | 'far' | 'work' | 'spare', number>>;
  readonly #giveBack: () => void;
  #centrePlaces: CentrePlaces | null = null;
  /** All rows, where some are kept. */
  #kept: RowPlaces | null = null;
  /** For each piece how often it was copied, up to PATIENCE, and beyond that whether it is kept. */
  #looks = new Uint8Array(0);
  /** For each piece whether one of its rows had another centre the last time. */
  #isMoving = new Uint8Array(0);
  /** Of the last assignment, and how far centres have moved since all was new: twice the farthest of each step. */
  #before: Float64Array | null = null;
  #moved = 0;
  /** What the last step added to that, and for each piece how far they had moved when its gaps were last looked at. */
  #move = 0;
  #gapsAt = new Float64Array(0);

  constructor(run: KMeansExports, matrix: Matrix) {
    const { rows, cols } = matrix;
    this.#run = run;
    this.#matrix = matrix;
    this.#middle = middleOf(matrix);
    const room = new WasmRoom(run.memory, run.firstFree());
    this.#room = room;
    this.#places = {
      middle: room.reserve(8 * cols),
      until: room.reserve(8 * Math.ceil(rows / BLOCK)),
      labels: room.reserve(4 * rows),
      far: room.reserve(8 * rows),
      work: room.reserve(96),
      spare: room.reserve(8 * BLOCK * cols)
    };
    this.#giveBack = room.mark();
    room.numbers(this.#places.middle, cols).set(this.#middle);
  }

  /** Room for so many centres; all is new where there were others. */
  #placesFor(k: number): CentrePlaces {
    if (this.#centrePlaces?.k === k) return this.#centrePlaces;
    const { rows, cols } = this.#matrix;
    const each = rowsOfPiece(k);
    const count = Math.ceil(rows / each);
    this.#giveBack();
    this.#before = null;
    this.#kept = null;
    this.#looks = new Uint8Array(count);
    this.#isMoving = new Uint8Array(count);
    this.#gapsAt = new Float64Array(count);
    const room = this.#room;
    const width = this.#run.widthOf(cols);
    this.#centrePlaces = {
      k,
      centres: room.reserve(8 * k * cols),
      rough: room.reserve(4 * k * cols),
      halves: room.reserve(4 * k),
      pieces: room.reserve(8 * k * width * count),
      sums: room.reserve(8 * k * width),
      passing: { exact: room.reserve(8 * each * cols), rough: room.reserve(4 * each * (cols + 1)) }
    };
    return this.#centrePlaces;
  }

  assign(centres: Float64Array): Assignment {
    const { rows, cols } = this.#matrix;
    const k = centres.length / cols;
    if (k > MOST_CENTRES) return new PlainKMeansKernel(this.#matrix).assign(centres);
    const places = this.#placesFor(k);
    const isNew = this.#keepMove(centres);
    const widest = this.#writeCentres(centres, places);
    for (const piece of this.#pieces(k)) this.#assignPiece(piece, places, widest, isNew);
    const width = this.#run.widthOf(cols);
    this.#run.addPieces(places.pieces, this.#looks.length, k * width, places.sums);
    return {
      labels: this.#room.wholes(this.#places.labels, rows).slice(),
      far: () => this.#far(places),
      ...sumsAndCounts(this.#room.numbers(places.sums, k * width), width, cols)
    };
  }

  *#pieces(k: number): Generator<Piece> {
    const { rows } = this.#matrix;
    const each = rowsOfPiece(k);
    for (let index = 0, from = 0; from < rows; index++, from += each) yield { index, from, to: Math.min(rows, from + each) };
  }

  #assignPiece(piece: Piece, places: CentrePlaces, widest: number, isNew: boolean): void {
    const { index, from, to } = piece;
    const { cols } = this.#matrix;
    const { until, labels, work } = this.#places;
    const { k, centres, rough, halves, pieces } = places;
    const [safe, blocks] = [until + from, Math.ceil((to - from) / BLOCK)];
    if (!isNew && this.#run.settled(safe, blocks, this.#moved) === blocks) return;
    const asksGaps = this.#asksGaps(index, safe, blocks) ? 1 : 0;
    const rows = this.#rowsOf(piece, places);
    const size = k * this.#run.widthOf(cols);
    const sums = pieces + 8 * size * index;
    // What changed the last time is added up as it goes by; else only when something changes.
    const adds = isNew || this.#isMoving[index] === 1;
    if (adds) this.#room.numbers(sums, size).fill(0);
    const own = labels + 4 * from;
    const about = [centres, rough, halves, k, widest, safe, this.#moved, own, adds ? sums : 0, work, asksGaps];
    const isOther = this.#run.assign(rows.exact, rows.rough, to - from, cols, ...about) === 1;
    this.#isMoving[index] = isOther || isNew ? 1 : 0;
    if (adds || !isOther) return;
    this.#room.numbers(sums, size).fill(0);
    this.#run.addRows(rows.exact, to - from, cols, own, sums);
  }

  /** Whether gaps are worth looking at: at first, and while those last seen would spare enough looks if centres moved half as far as they did. */
  #asksGaps(index: number, until: number, blocks: number): boolean {
    const seen = this.#gapsAt[index]!;
    const isFirst = this.#looks[index]! < PATIENCE;
    if (!isFirst && this.#run.settled(until, blocks, seen + this.#move / 2) < WORTH * blocks) return false;
    this.#gapsAt[index] = this.#moved;
    return true;
  }

  /** Where the rows of a piece stand: copied for this look, or kept. */
  #rowsOf(piece: Piece, { passing }: CentrePlaces): RowPlaces {
    const { rows, cols, data } = this.#matrix;
    const looks = this.#looks[piece.index]!;
    if (looks < PATIENCE || data.length > MOST_KEPT) {
      this.#looks[piece.index] = Math.min(PATIENCE, looks + 1);
      return this.#copy(piece, passing);
    }
    const padded = Math.ceil(rows / BLOCK) * BLOCK;
    const { exact, rough } = (this.#kept ??= {
      exact: this.#room.reserve(8 * rows * cols),
      rough: this.#room.reserve(4 * padded * (cols + 1))
    });
    const own = { exact: exact + 8 * piece.from * cols, rough: rough + 4 * piece.from * (cols + 1) };
    if (looks > PATIENCE) return own;
    this.#looks[piece.index] = PATIENCE + 1;
    return this.#copy(piece, own);
  }

  #copy({ from, to }: Piece, into: RowPlaces): RowPlaces {
    const { data, cols } = this.#matrix;
    const { middle, spare } = this.#places;
    this.#room.numbers(into.exact, (to - from) * cols).set(data.subarray(from * cols, to * cols));
    this.#run.layOut(into.exact, to - from, cols, middle, into.rough, spare);
    return into;
  }

  #far({ k, centres, passing }: CentrePlaces): Float64Array {
    const { data, rows, cols } = this.#matrix;
    const { labels, far } = this.#places;
    for (const { index, from, to } of this.#pieces(k)) {
      const isKept = this.#kept !== null && this.#looks[index]! > PATIENCE;
      const exact = isKept ? this.#kept!.exact + 8 * from * cols : passing.exact;
      if (!isKept) this.#room.numbers(exact, (to - from) * cols).set(data.subarray(from * cols, to * cols));
      this.#run.distances(exact, to - from, cols, centres, labels + 4 * from, far + 8 * from);
    }
    return this.#room.numbers(far, rows).slice();
  }

  /** @returns whether nothing can be told by the assignment before */
  #keepMove(centres: Float64Array): boolean {
    const before = this.#before;
    const move = before ? farthestMove(before, centres, this.#matrix.cols) : NaN;
    this.#before = centres.slice();
    if (Number.isFinite(move)) {
      // More than it was by far more than what rounding takes away.
      this.#move = 2 * move;
      this.#moved = (this.#moved + this.#move) * (1 + 1e-9);
      return false;
    }
    this.#moved = 0;
    this.#room.numbers(this.#places.until, Math.ceil(this.#matrix.rows / BLOCK)).fill(0);
    return true;
  }

  /** @returns the largest length of a centre, less the middle */
  #writeCentres(centres: Float64Array, { k, centres: own, rough, halves }: CentrePlaces): number {
    const { cols } = this.#matrix;
    this.#room.numbers(own, centres.length).set(centres);
    const near = this.#room.singles(rough, centres.length);
    const half = this.#room.singles(halves, k);
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
    return widest;
  }

  close(): void {
    // The memory goes with the instance.
  }
}

/** The largest distance between a centre and where it was. */
function farthestMove(before: Float64Array, after: Float64Array, cols: number): number {
  let most = 0;
  for (let at = 0; at < after.length; at += cols) {
    let squares = 0;
    for (let j = at; j < at + cols; j++) squares += (after[j]! - before[j]!) ** 2;
    most = Math.max(most, Math.sqrt(squares));
  }
  return most;
}

/** From [k, width], the counts behind the sums of the columns. */
function sumsAndCounts(both: Float64Array, width: number, cols: number): Pick<Assignment, 'sums' | 'counts'> {
  const k = both.length / width;
  const sums = new Float64Array(k * cols);
  for (let c = 0; c < k; c++) sums.set(both.subarray(c * width, c * width + cols), c * cols);
  return { sums, counts: Float64Array.from({ length: k }, (_, c) => both[c * width + cols]!) };
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
