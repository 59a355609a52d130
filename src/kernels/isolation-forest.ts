import { below, type Rng } from '../core/rng.ts';
import type { Matrix } from '../core/matrix.ts';
import { growIsolationTrees, meanPath, type IsolationTrees } from './isolation-trees.ts';
import type { Work } from './work.ts';

/** Isolation trees that are cut straight across one column; a node is split where `feature` is not -1. */
export interface IsolationForest extends IsolationTrees {
  readonly trees: number;
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
}

/**
 * Grows trees that cut a random column at a random place between its ends. Source: Liu, Ting & Zhou (2008), "Isolation forest"; parameters are
 * theirs (100 trees of 256 rows).
 * @param matrix without NaN
 */
export function* growIsolationForest(matrix: Matrix, rng: Rng, trees = 100, mostRows = 256): Work<IsolationForest> {
  const { data, rows, cols } = matrix;
  const [columns, places]: [number[], number[]] = [[], []];
  const draw = (node: number, own: Uint32Array) => {
    const cut = chooseCut(matrix, own, rng);
    if (!cut) return null;
    columns[node] = cut.column;
    places[node] = cut.at;
    return (row: number) => data[row * cols + cut.column]! > cut.at;
  };
  const grown = yield* growIsolationTrees(rows, rng, { trees, mostRows }, { draw, stepsPerRow: 10 });
  const feature = Int32Array.from(grown.left, (left, node) => (left > 0 ? columns[node]! : -1));
  return { trees, ...grown, feature, threshold: Float64Array.from(grown.left, (left, node) => (left > 0 ? places[node]! : 0)) };
}

interface Cut {
  readonly column: number;
  readonly at: number;
}

/** A random column that is not constant among the rows, and a random place in it; null where all are alike. */
function chooseCut({ data, cols }: Matrix, rows: Uint32Array, rng: Rng): Cut | null {
  const first = below(rng, cols);
  for (let step = 0; step < cols; step++) {
    const column = step === 0 ? first : (first + step) % cols;
    let [low, high] = [Infinity, -Infinity];
    for (const row of rows) {
      const value = data[row * cols + column]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high > low) {
      const at = low + rng() * (high - low);
      return { column, at: at < high ? at : low };
    }
  }
  return null;
}

/** How strange each of some rows is: 2 ^ -(mean path / path of a whole tree), near 1 = strange, 0.5 and below = not. */
export function isolationScores(forest: IsolationForest, { data, rows, cols }: Matrix, from = 0, to = rows): Float64Array {
  const { roots, feature, threshold, left, path, trees, sample } = forest;
  const scores = new Float64Array(to - from);
  const scale = trees * meanPath(sample);
  for (let row = from; row < to; row++) {
    let total = 0;
    const base = row * cols;
    for (let tree = 0; tree < trees; tree++) {
      let node = roots[tree]!;
      for (let at = feature[node]!; at >= 0; at = feature[node]!) node = left[node]! + (data[base + at]! > threshold[node]! ? 1 : 0);
      total += path[node]!;
    }
    scores[row - from] = scale > 0 ? 2 ** (-total / scale) : 0.5;
  }
  return scores;
}
