import type { Work } from '../../../kernels/work.ts';

/** Where the values of a number lie within their bins. */
export interface FinerBins {
  /** Place of each row within its bin: among up to 256 different values there each has its own; 0 for missing ones. */
  readonly finer: Uint8Array;
  /** The keys that occur, bin << 8 | place, ascending, with the lowest and the highest value of each. */
  readonly keys: Uint16Array;
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
}

const PLACES = 256;

/** @param binOf bin of each row, that of the missing values being `bins` */
export function* refineBins(values: Float64Array, binOf: Uint8Array, bins: number): Work<FinerBins> {
  const ends = new Uint32Array(bins + 1);
  for (const bin of binOf) ends[bin]!++;
  for (let bin = 1; bin <= bins; bin++) ends[bin]! += ends[bin - 1]!;
  const next = ends.map((_, bin) => (bin === 0 ? 0 : ends[bin - 1]!));
  const starts = next.slice();
  const sorted = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) sorted[next[binOf[row]!]!++] = values[row]!;
  yield 4 * values.length;
  const distinct = new Uint32Array(bins);
  const edges: Edges = { keys: [], lowest: [], highest: [] };
  for (let bin = 0; bin < bins; bin++) {
    distinct[bin] = sortedDistinct(sorted.subarray(starts[bin], ends[bin]));
    noteEdges(bin, sorted.subarray(starts[bin], starts[bin]! + distinct[bin]!), edges);
    yield 20 * (ends[bin]! - starts[bin]!);
  }
  const finer = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const bin = binOf[row]!;
    if (bin < bins && distinct[bin]! > 1) finer[row] = placeOf(rankIn(sorted, starts[bin]!, distinct[bin]!, values[row]!), distinct[bin]!);
  }
  yield 20 * values.length;
  return {
    finer,
    keys: Uint16Array.from(edges.keys),
    lowest: Float64Array.from(edges.lowest),
    highest: Float64Array.from(edges.highest)
  };
}

interface Edges {
  readonly keys: number[];
  readonly lowest: number[];
  readonly highest: number[];
}

/** Sorts values and brings each of them once to the front. @returns how many there are */
function sortedDistinct(values: Float64Array): number {
  values.sort();
  let count = 0;
  for (let i = 0; i < values.length; i++) if (i === 0 || values[i] !== values[count - 1]) values[count++] = values[i]!;
  return count;
}

const placeOf = (rank: number, count: number) => (count <= PLACES ? rank : Math.floor((rank * PLACES) / count));

function noteEdges(bin: number, distinct: Float64Array, { keys, lowest, highest }: Edges): void {
  distinct.forEach((value, rank) => {
    const key = (bin << 8) | placeOf(rank, distinct.length);
    if (keys.at(-1) !== key) {
      keys.push(key);
      lowest.push(value);
      highest.push(value);
    } else highest[highest.length - 1] = value;
  });
}

function rankIn(sorted: Float64Array, start: number, count: number, value: number): number {
  let [from, to] = [0, count - 1];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (sorted[start + middle]! < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
