import { STRETCH, type TreeRoom } from './tree-kernel.ts';
import type { WasmRoom } from './wasm-room.ts';

/** Bytes of a slot of a histogram. */
export const SLOT = 16;
/** Features whose bins stand side by side; those left over are a narrower group. */
const GROUP = 8;
/** Rows that are counted at a time, and cells that borders are looked up in; see assembly/shares.ts and assembly/place.ts. */
const COUNTED = 2048;
const CELLS = 2048;
/** i32 of a feature in the table; see assembly/shares.ts. */
export const ENTRY = 5;
/** f64 of what a scan found. */
export const FOUND = 8;
/** Leaves that are looked at together. */
export const MOST_ASKED = 2;

const MOST_SLOTS = 257;

/** Where things lie in the memory of the tree kernel; bins of eight features side by side, one such group behind the other. */
export interface TreePlaces {
  readonly bins: number;
  readonly raw: number;
  readonly y: number;
  /** Bytes a row has of `y`. */
  readonly yBytes: number;
  /** All rows are learned from in the order they stand in: then only a stretch of them is listed. */
  readonly isAll: boolean;
  readonly weights: number;
  readonly derivatives: number;
  readonly train: number;
  readonly held: number;
  readonly order: number;
  readonly spare: number;
  readonly table: number;
  readonly counted: number;
  /** One mask for each leaf that is asked. */
  readonly allowed: readonly number[];
  readonly goesLeft: number;
  /** A stretch of values to be placed, a feature's slots as numbers, or a row's share of each class. */
  readonly scratch: number;
  readonly borders: number;
  readonly cells: number;
  /** For each thread, its own. */
  readonly threads: readonly {
    readonly pairs: number;
    readonly gathered: number;
    readonly shares: number;
    readonly found: readonly number[];
  }[];
}

/** Where the bin of a feature's first row stands; the others follow at steps of `groupOf`. */
export const binsOf = (bins: number, { rows }: TreeRoom, feature: number): number =>
  bins + (feature - (feature % GROUP)) * rows + (feature % GROUP);

/** Features that stand side by side with this one. */
export const groupOf = ({ features }: TreeRoom, feature: number): number => Math.min(GROUP, features - (feature - (feature % GROUP)));

const learnsFromAll = ({ rows, train }: TreeRoom): boolean => train.length === rows && train.every((row, i) => row === i);

/** Answers take a byte where there are two classes, four where there are more, else eight. */
const answerBytes = ({ y, outputs }: TreeRoom): 1 | 4 | 8 => (y instanceof Float64Array ? 8 : outputs === 1 ? 1 : 4);

export function layOutMemory(room: WasmRoom, data: TreeRoom, threads: number): TreePlaces {
  const { rows, features, outputs, train, held, weights } = data;
  const yBytes = answerBytes(data);
  const isAll = learnsFromAll(data);
  const listed = isAll ? Math.min(rows, STRETCH) : train.length;
  const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
  const places: TreePlaces = {
    // Eight bytes are read at a time, of the last rows too.
    bins: room.reserve(features * rows + GROUP),
    raw: room.reserve(8 * rows * outputs),
    y: room.reserve(yBytes * rows),
    ...{ yBytes, isAll },
    weights: weights ? room.reserve(8 * rows) : 0,
    derivatives: room.reserve(8 * rows * outputs),
    train: room.reserve(4 * listed),
    held: room.reserve(4 * held.length),
    order: room.reserve(4 * train.length),
    // For the smaller side of a leaf; what goes to neither is written one place beside it.
    spare: room.reserve(4 * (train.length >> 1) + 8) + 4,
    table: room.reserve(4 * ENTRY * features),
    counted: room.reserve(features),
    allowed: many(MOST_ASKED, () => room.reserve(features)),
    goesLeft: room.reserve(256),
    scratch: room.reserve(8 * Math.max(STRETCH, 3 * MOST_SLOTS)),
    borders: room.reserve(8 * 255),
    cells: room.reserve(CELLS),
    threads: many(threads, () => ({
      pairs: room.reserve(SLOT * COUNTED),
      gathered: room.reserve(GROUP * COUNTED),
      shares: room.reserve(8 * outputs),
      found: many(MOST_ASKED, () => room.reserve(8 * FOUND))
    }))
  };
  const answers = yBytes === 8 ? room.numbers(places.y, rows) : yBytes === 4 ? room.wholes(places.y, rows) : room.bytes(places.y, rows);
  answers.set(data.y);
  if (weights) room.numbers(places.weights, rows).set(weights);
  room.places(places.train, listed).set(train.subarray(0, listed));
  room.places(places.held, held.length).set(held);
  return places;
}
