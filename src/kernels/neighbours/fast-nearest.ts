import type { FindNearest, NearestPoints, Points } from '../../core/nearest.ts';
import { wasmInstances } from '../wasm.ts';

/** What assembly/index.ts offers; each is described where it stands. */
interface NearestExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  firstFree(): number;
  setPoints(exact: number, screened: number, rows: number, cols: number, count: number, metric: number): void;
  setQueries(...addresses: number[]): void;
  search(queries: number, from: number, to: number, reach: number): void;
}

const PAGE = 65_536;
const BLOCK = 8;
const GROUP = 4;
/** Queries that go through all points together. */
const BATCH = 256;
/** Bytes of rough points that stay in the nearest cache while all queries go by. */
const TILE_BYTES = 24_576;
/** Of twelve bytes each in a memory of 4 GiB. */
const MOST_VALUES = 3e8;
/** Beyond this squares of single precision may be infinite. */
const LARGEST = 1e15;

const instances = wasmInstances<NearestExports>(() => import('./assembly/index.ts?asc-growing'));

/**
 * Looks at all points, a rough distance first, in WebAssembly. Finds the same points at the same distances, to the bit, as looking at each of them in
 * double precision with differences added in the order of the columns.
 * @returns null where the engine has no WebAssembly with SIMD; what it opens is null where the points are too many or too far apart for it
 */
export async function fastNearest(): Promise<((points: Points, count: number) => FindNearest | null) | null> {
  const run = await instances();
  if (!run) return null;
  // One memory for all that is opened, laid out anew when another is asked: they are asked one after the other.
  let laidOut: Search | null = null;
  return (points, count) => {
    const frame = points.data.length <= MOST_VALUES ? frameOf(points) : null;
    if (!frame) return null;
    const search = new Search(run, points, count, frame);
    return (queries) => {
      if (laidOut !== search) search.layOut();
      laidOut = search;
      return search.find(queries);
    };
  };
}

/** Where the points lie. */
interface Frame {
  readonly centre: Float64Array;
  /** The farthest from the centre of the points of each tile. */
  readonly reaches: Float64Array;
  readonly blocksPerTile: number;
}

function frameOf(points: Points): Frame | null {
  const { data, rows, cols } = points;
  const centre = new Float64Array(cols);
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) centre[j]! += data[i * cols + j]! / rows;
  const blocksPerTile = Math.max(1, Math.floor(TILE_BYTES / (4 * BLOCK * cols)));
  const reaches = new Float64Array(Math.ceil(rows / (BLOCK * blocksPerTile)));
  for (let i = 0; i < rows; i++) {
    const tile = Math.floor(i / (BLOCK * blocksPerTile));
    reaches[tile] = Math.max(reaches[tile]!, lengthOf(points, data, i * cols, centre));
  }
  return reaches.every((reach) => reach < LARGEST) ? { centre, reaches, blocksPerTile } : null;
}

function lengthOf({ cols, metric }: Points, data: Float64Array, at: number, centre: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < cols; j++) {
    const off = data[at + j]! - centre[j]!;
    sum += metric === 'euclidean' ? off * off : Math.abs(off);
  }
  return metric === 'euclidean' ? Math.sqrt(sum) : sum;
}

/** Where things lie in the memory. */
interface Places {
  readonly queries: number;
  readonly roughQueries: number;
  readonly lengths: number;
  readonly limits: number;
  readonly rows: number;
  readonly far: number;
  readonly sizes: number;
}

class Search {
  readonly #run: NearestExports;
  readonly #points: Points;
  readonly #count: number;
  readonly #frame: Frame;
  readonly #places: Places;
  readonly #exact: number;
  readonly #rough: number;
  #free: number;

  constructor(run: NearestExports, points: Points, count: number, frame: Frame) {
    const { rows, cols } = points;
    this.#run = run;
    this.#points = points;
    this.#count = count;
    this.#frame = frame;
    this.#free = run.firstFree();
    this.#exact = this.#reserve(8 * rows * cols);
    this.#rough = this.#reserve(4 * Math.ceil(rows / BLOCK) * BLOCK * cols);
    this.#places = {
      queries: this.#reserve(8 * BATCH * cols),
      roughQueries: this.#reserve(4 * BATCH * cols),
      lengths: this.#reserve(8 * BATCH),
      limits: this.#reserve(4 * BATCH),
      rows: this.#reserve(4 * BATCH * count),
      far: this.#reserve(8 * BATCH * count),
      sizes: this.#reserve(4 * BATCH)
    };
  }

  #reserve(bytes: number): number {
    const at = (this.#free + 15) & ~15;
    // `>>> 0`: beyond 2 GiB an address has the sign bit of an i32.
    this.#free = (at >>> 0) + bytes;
    return at >>> 0;
  }

  #doubles = (at: number, length: number) => new Float64Array(this.#run.memory.buffer, at, length);
  #singles = (at: number, length: number) => new Float32Array(this.#run.memory.buffer, at, length);

  layOut(): void {
    const { data, rows, cols, metric } = this.#points;
    const { memory } = this.#run;
    const lacking = this.#free - memory.buffer.byteLength;
    if (lacking > 0) memory.grow(Math.ceil(lacking / PAGE));
    this.#doubles(this.#exact, data.length).set(data);
    const rough = this.#singles(this.#rough, Math.ceil(rows / BLOCK) * BLOCK * cols);
    for (let i = 0; i < rows; i++) {
      const at = Math.floor(i / BLOCK) * BLOCK * cols + (i % BLOCK);
      for (let j = 0; j < cols; j++) rough[at + j * BLOCK] = data[i * cols + j]! - this.#frame.centre[j]!;
    }
    this.#run.setPoints(this.#exact, this.#rough, rows, cols, this.#count, metric === 'manhattan' ? 1 : 0);
    const { queries, roughQueries, lengths, limits, rows: found, far, sizes } = this.#places;
    this.#run.setQueries(queries, roughQueries, lengths, limits, found, far, sizes);
  }

  find(queries: Float64Array): NearestPoints {
    const { cols } = this.#points;
    const total = queries.length / cols;
    const rows = new Int32Array(total * this.#count);
    const far = new Float64Array(total * this.#count);
    for (let from = 0; from < total; from += BATCH) {
      const size = Math.min(BATCH, total - from);
      this.#ask(queries.subarray(from * cols, (from + size) * cols), size);
      const length = size * this.#count;
      rows.set(new Int32Array(this.#run.memory.buffer, this.#places.rows, length), from * this.#count);
      far.set(this.#doubles(this.#places.far, length), from * this.#count);
    }
    return { rows, far };
  }

  #ask(queries: Float64Array, size: number): void {
    const { cols, rows } = this.#points;
    const { centre, reaches, blocksPerTile } = this.#frame;
    const padded = Math.ceil(size / GROUP) * GROUP;
    this.#doubles(this.#places.queries, padded * cols)
      .fill(0)
      .set(queries);
    const rough = this.#singles(this.#places.roughQueries, padded * cols).fill(0);
    const lengths = this.#doubles(this.#places.lengths, padded).fill(0);
    for (let q = 0; q < size; q++) {
      const length = lengthOf(this.#points, queries, q * cols, centre);
      lengths[q] = length < LARGEST ? length : Infinity;
      if (length < LARGEST) for (let j = 0; j < cols; j++) rough[q * cols + j] = queries[q * cols + j]! - centre[j]!;
    }
    new Int32Array(this.#run.memory.buffer, this.#places.sizes, padded).fill(0);
    const blocks = Math.ceil(rows / BLOCK);
    reaches.forEach((reach, tile) => {
      this.#run.search(padded, tile * blocksPerTile, Math.min(blocks, (tile + 1) * blocksPerTile), reach);
    });
  }
}
