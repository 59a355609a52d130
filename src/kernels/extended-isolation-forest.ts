import type { Matrix } from '../core/matrix.ts';
import { below, normal, type Rng } from '../core/rng.ts';
import { growIsolationTrees, type IsolationTrees } from './isolation-trees.ts';
import type { Work } from './work.ts';

/** Isolation trees whose cuts slope along several columns: a row goes right where slopes · values > offset. */
export interface ExtendedIsolationForest extends IsolationTrees {
  /** Columns of each cut. */
  readonly width: number;
  /** Of each node, which cut is its own; -1 = a leaf. */
  readonly cutOf: Int32Array;
  /** Of each cut. */
  readonly offset: Float64Array;
  /** Row-major [cuts, width]; of a cut along fewer columns the rest has the slope 0. */
  readonly columns: Int32Array;
  readonly slopes: Float64Array;
}

export interface ExtendedForestAsked {
  readonly trees: number;
  readonly mostRows: number;
  /** A cut slopes along one column more than this; 0 = straight across one column. */
  readonly level: number;
}

/**
 * Grows trees with cuts of normal slopes through a random point of the box around the rows, so that no band along an axis looks usual only because
 * two crowds cast their shadows there. Source: Hariri, Carrasco Kind & Brunner (2021), "Extended isolation forest", algorithm 2. Departs from it where
 * columns are alike in all rows of a node: those are not drawn.
 * @param matrix without NaN, its columns on scales that can be compared
 */
export function* growExtendedForest(
  matrix: Matrix,
  rng: Rng,
  { trees, mostRows, level }: ExtendedForestAsked
): Work<ExtendedIsolationForest> {
  const width = Math.max(1, Math.min(level + 1, matrix.cols));
  const cutter = slopedCutter(matrix, width, rng);
  const grown = yield* growIsolationTrees(matrix.rows, rng, { trees, mostRows }, { draw: cutter.draw, stepsPerRow: 10 * width });
  return {
    ...grown,
    width,
    cutOf: Int32Array.from(grown.left, (left, node) => (left > 0 ? cutter.places[node]! : -1)),
    offset: Float64Array.from(cutter.offsets),
    columns: Int32Array.from(cutter.columns),
    slopes: Float64Array.from(cutter.slopes)
  };
}

/** Draws cuts and keeps them: which node each is of, and one behind the other their offsets, columns and slopes. */
function slopedCutter({ data, cols }: Matrix, width: number, rng: Rng) {
  const [places, offsets, columns, slopes]: [number[], number[], number[], number[]] = [[], [], [], []];
  const order = Int32Array.from({ length: cols }, (_, column) => column);
  const [own, slope] = [new Int32Array(width), new Float64Array(width)];
  let offset = 0;
  const isRight = (row: number) => {
    let along = 0;
    for (let k = 0; k < width; k++) along += slope[k]! * data[row * cols + own[k]!]!;
    return along > offset;
  };
  const draw = (node: number, rows: Uint32Array) => {
    own.fill(0);
    slope.fill(0);
    offset = 0;
    let found = 0;
    for (let i = 0; i < cols && found < width; i++) {
      const column = drawNext(order, i, rng);
      const [low, high] = endsOf(data, cols, rows, column);
      if (!(high > low)) continue;
      own[found] = column;
      slope[found] = normal(rng);
      offset += slope[found++]! * (low + rng() * (high - low));
    }
    if (found === 0) return null;
    places[node] = offsets.push(offset) - 1;
    for (let k = 0; k < width; k++) {
      columns.push(own[k]!);
      slopes.push(slope[k]!);
    }
    return isRight;
  };
  return { draw, places, offsets, columns, slopes };
}

/** One of those from a place on, moved there. */
function drawNext(order: Int32Array, from: number, rng: Rng): number {
  const at = from + below(rng, order.length - from);
  const drawn = order[at]!;
  order[at] = order[from]!;
  return (order[from] = drawn);
}

/** Least and largest value of a column among some rows. */
function endsOf(data: Float64Array, cols: number, rows: Uint32Array, column: number): readonly [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const row of rows) {
    const value = data[row * cols + column]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
