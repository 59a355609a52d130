import type { Matrix } from '../../../core/matrix.ts';
import type { Pacer } from '../../../core/pacer.ts';
import { below, type Rng } from '../../../core/rng.ts';
import { emptyNeighbours, findNeighbours, type Neighbours } from '../../../kernels/nearest.ts';

const NEIGHBOURS = 15;
/** The curve 1 / (1 + a d^2b) that fits minDist 0.1 and spread 1: umap-learn's defaults. */
const A = 1.5769434603113077;
const B = 0.8950608779914887;
const NEGATIVES = 5;
const CLIP = 4;

/** Edges of the fuzzy graph, each way once. */
interface Graph {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weight: Float64Array;
}

export interface UmapSettings {
  readonly rng: Rng;
  readonly epochs?: number;
  readonly onEpoch?: (share: number) => void;
}

/**
 * Uniform manifold approximation and projection: a graph of each row's nearest neighbours, laid out by attraction along its edges and repulsion from
 * rows drawn at random. Source: McInnes, Healy & Melville (2018). It starts from the first two principal components, as `start`, so that what lies
 * far apart has a reason to; the neighbours are exact.
 * @param start row-major [rows, 2]
 * @returns row-major [rows, 2]
 */
export async function umap(points: Matrix, start: Matrix, settings: UmapSettings, pace: Pacer): Promise<Matrix> {
  const { rows } = points;
  const epochs = settings.epochs ?? (rows <= 2000 ? 500 : 300);
  const k = Math.min(NEIGHBOURS, rows - 1);
  const near = emptyNeighbours(rows, k);
  for (let from = 0; from < rows; from += 64) {
    findNeighbours(points, near, from, Math.min(from + 64, rows));
    settings.onEpoch?.((0.3 * from) / rows);
    await pace(64 * rows * (points.cols + 2));
  }
  const graph = fuzzyUnion(near, rows);
  const flat = spreadOut(start, settings.rng);
  await layOut(flat, rows, graph, { ...settings, epochs }, pace);
  return { data: flat, rows, cols: 2 };
}

/** Membership strengths: the nearest neighbour has 1, and all of a row’s add up to the logarithm of how many they are; both directions joined as p + q - pq. */
function fuzzyUnion({ k, rows: near, distances }: Neighbours, rows: number): Graph {
  const strength = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    const own = distances.subarray(row * k, (row + 1) * k);
    const { nearest, width } = smoothed(own, k);
    for (let i = 0; i < k; i++) {
      const value = own[i]! <= nearest || width === 0 ? 1 : Math.exp(-(own[i]! - nearest) / width);
      strength.set(row * rows + near[row * k + i]!, value);
    }
  }
  const edges: [number, number, number][] = [];
  for (const [key, value] of strength) {
    const [from, to] = [Math.floor(key / rows), key % rows];
    const back = strength.get(to * rows + from) ?? 0;
    if (back > 0 && to < from) continue;
    const both = value + back - value * back;
    edges.push([from, to, both], [to, from, both]);
  }
  return {
    from: Int32Array.from(edges, ([from]) => from),
    to: Int32Array.from(edges, ([, to]) => to),
    weight: Float64Array.from(edges, ([, , weight]) => weight)
  };
}

/** The width under which the strengths add up to log2 (k + 1), by bisection. */
function smoothed(own: Float64Array, k: number): { nearest: number; width: number } {
  const nearest = own.find((distance) => distance > 0) ?? 0;
  const wanted = Math.log2(k + 1);
  let [low, high, width] = [0, Infinity, 1];
  for (let step = 0; step < 64; step++) {
    let total = 0;
    for (const distance of own) total += distance > nearest ? Math.exp(-(distance - nearest) / width) : 1;
    if (Math.abs(total - wanted) < 1e-5) break;
    if (total > wanted) high = width;
    else low = width;
    width = high === Infinity ? width * 2 : (low + high) / 2;
  }
  const mean = own.reduce((total, distance) => total + distance, 0) / k;
  return { nearest, width: Math.max(width, 1e-3 * mean) };
}

/** The start within ten of the middle, with a touch of noise so that equal rows can part. */
function spreadOut({ data }: Matrix, rng: Rng): Float64Array {
  const most = data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return data.map((value) => (most > 0 ? (10 * value) / most : 0) + (rng() - 0.5) * 1e-2);
}

async function layOut(
  flat: Float64Array,
  rows: number,
  graph: Graph,
  settings: UmapSettings & { epochs: number },
  pace: Pacer
): Promise<void> {
  const { rng, epochs, onEpoch } = settings;
  const strongest = graph.weight.reduce((largest, value) => Math.max(largest, value), 0);
  const every = graph.weight.map((weight) => strongest / weight);
  const due = every.slice();
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rate = 1 - epoch / epochs;
    for (let edge = 0; edge < due.length; edge++) {
      if (due[edge]! > epoch + 1) continue;
      due[edge]! += every[edge]!;
      const from = graph.from[edge]! * 2;
      attract(flat, from, graph.to[edge]! * 2, rate);
      for (let i = 0; i < NEGATIVES; i++) repel(flat, from, below(rng, rows) * 2, rate);
    }
    onEpoch?.(0.3 + (0.7 * (epoch + 1)) / epochs);
    await pace(due.length * 30);
  }
}

const clipped = (value: number) => Math.max(-CLIP, Math.min(CLIP, value));

function attract(flat: Float64Array, from: number, to: number, rate: number): void {
  const [dx, dy] = [flat[from]! - flat[to]!, flat[from + 1]! - flat[to + 1]!];
  const square = dx * dx + dy * dy;
  if (square <= 0) return;
  const pull = (-2 * A * B * square ** (B - 1)) / (1 + A * square ** B);
  const [mx, my] = [rate * clipped(pull * dx), rate * clipped(pull * dy)];
  flat[from]! += mx;
  flat[from + 1]! += my;
  flat[to]! -= mx;
  flat[to + 1]! -= my;
}

function repel(flat: Float64Array, from: number, other: number, rate: number): void {
  if (from === other) return;
  const [dx, dy] = [flat[from]! - flat[other]!, flat[from + 1]! - flat[other + 1]!];
  const square = dx * dx + dy * dy;
  const push = (2 * B) / ((0.001 + square) * (1 + A * square ** B));
  flat[from]! += rate * (square > 0 ? clipped(push * dx) : CLIP);
  flat[from + 1]! += rate * (square > 0 ? clipped(push * dy) : CLIP);
}
