import type { Work } from '../../../kernels/work.ts';

/** Where the values of a number lie within their bins. */
export interface FinerBins {
  /** Place of each row within its bin: among up to 256 different values there each has its own; 0 for missing ones. */
  readonly finer: Uint8Array;
  /** How many places the bins before each have together: the values of a key stand at `placesBefore` of its bin and its place. */
  readonly placesBefore: Uint32Array;
  /** Lowest and highest value of each place. */
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
  const placesBefore = new Uint32Array(bins + 1);
  const edges: Edges = { lowest: [], highest: [] };
  for (let bin = 0; bin < bins; bin++) {
    distinct[bin] = sortedDistinct(sorted.subarray(starts[bin], ends[bin]));
    placesBefore[bin + 1] = placesBefore[bin]! + Math.min(PLACES, distinct[bin]!);
    noteEdges(sorted.subarray(starts[bin], starts[bin]! + distinct[bin]!), edges);
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
    placesBefore,
    lowest: Float64Array.from(edges.lowest),
    highest: Float64Array.from(edges.highest)
  };
}

interface Edges {
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

function noteEdges(distinct: Float64Array, { lowest, highest }: Edges): void {
  let latest = -1;
  distinct.forEach((value, rank) => {
    const place = placeOf(rank, distinct.length);
    if (place !== latest) {
      lowest.push(value);
      highest.push(value);
    } else highest[highest.length - 1] = value;
    latest = place;
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
