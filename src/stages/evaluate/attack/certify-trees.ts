import { pause, type WorkContext } from '../../../core/context.ts';
import { goesLeft, type ShapTrees } from '../../../kernels/shap/shap-trees.ts';
import type { Boundary } from './boundary.ts';
import type { Straight } from './straight-columns.ts';

export interface TreesTask {
  /** Of two classes the trees of the number that goes up with the second class; of more those of each class, the largest of which is answered. */
  readonly trees: readonly ShapTrees[];
  /** What is added to the trees, one for each. */
  readonly starts: readonly number[];
  readonly boundary: Boundary | null;
  /** Row-major [rows, features], as trees read them. */
  readonly x: Float64Array;
  readonly rows: number;
  readonly features: number;
  readonly moves: readonly (Straight | null)[];
  /** How far a column may go at a budget of 1. */
  readonly units: ReadonlyMap<string, number>;
  /** A gap, which the recipe fills: it stays where it is. */
  readonly isFixed: (feature: number, row: number) => boolean;
  readonly predicted: Int32Array;
  readonly context: WorkContext;
}

/** No budget is looked at beyond, in the columns' own units. */
const FURTHEST = 8;
const HALVINGS = 14;

/**
 * A budget up to which no change turns the answer of a model of trees over: every tree by itself gives the least, or the most, that any of its leaves within
 * reach says, and the sum of these can't be undercut. Of a single tree that is exact; of several it is a lower bound, for no one row need reach the worst
 * leaf of each.
 * Source: Chen, Zhang, Si, Li, Boning & Hsieh (2019), "Robustness verification of tree-based models", the first level of its hierarchy.
 */
export async function certifyTrees(task: TreesTask): Promise<Float64Array> {
  const radius = new Float64Array(task.rows);
  for (let row = 0; row < task.rows; row++) {
    let [safe, unsafe] = [0, FURTHEST];
    if (holdsAt(task, row, FURTHEST)) safe = FURTHEST;
    else if (holdsAt(task, row, 0)) {
      for (let i = 0; i < HALVINGS; i++) {
        const middle = (safe + unsafe) / 2;
        if (holdsAt(task, row, middle)) safe = middle;
        else unsafe = middle;
      }
    }
    radius[row] = safe;
    await pause(task.context);
    task.context.onProgress((row + 1) / task.rows);
  }
  return radius;
}

/** Whether no change within a budget turns the answer of a row over, as far as the bound tells. */
export function holdsAt(task: TreesTask, row: number, budget: number): boolean {
  const box = boxOf(task, row, budget);
  const { boundary, trees, starts, predicted } = task;
  const own = predicted[row]!;
  const end = (c: number, side: Side) => starts[c]! + endOf(trees[c]!, box, side);
  if (boundary) return own === 1 ? end(0, 'least') - SLACK >= boundary.secondFrom : end(0, 'most') + SLACK <= boundary.firstUpTo;
  const least = end(own, 'least');
  return trees.every((_, c) => c === own || least - SLACK > end(c, 'most'));
}

interface Box {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Rounding may move a feature, and a sum, by a hair: the box is that much wider, and what holds must hold by that much. */
const HAIR = 1e-12;
const SLACK = 1e-10;

function boxOf({ x, features, moves, units, isFixed }: TreesTask, row: number, budget: number): Box {
  const low = x.slice(row * features, (row + 1) * features);
  const high = low.slice();
  moves.forEach((move, j) => {
    if (!move || Number.isNaN(low[j]) || isFixed(j, row)) return;
    const reach = Math.abs(move.slope) * units.get(move.column)! * budget;
    if (reach === 0) return;
    const hair = HAIR * (Math.abs(low[j]!) + reach);
    low[j]! -= reach + hair;
    high[j]! += reach + hair;
  });
  return { low, high };
}

type Side = 'least' | 'most';

/** The least, or the most, that the trees can say within a box, each for itself. */
function endOf(trees: ShapTrees, box: Box, side: Side): number {
  let sum = 0;
  for (const root of trees.roots) sum += walk(trees, root, box, side);
  return sum * trees.scale;
}

/** What was asked on the way down narrows the box, so that no leaf counts that no value could reach. */
function walk(trees: ShapTrees, node: number, box: Box, side: Side): number {
  const j = trees.feature[node]!;
  if (j < 0) return trees.value[node]!;
  const [low, high] = [box.low[j]!, box.high[j]!];
  const [left, right] = [trees.left[node]!, trees.right[node]!];
  if (Number.isNaN(low) || low === high || trees.categoryStart[node]! >= 0)
    return walk(trees, goesLeft(trees, node, low) ? left : right, box, side);
  const cut = trees.threshold[node]!;
  if (high <= cut) return walk(trees, left, box, side);
  if (low > cut) return walk(trees, right, box, side);
  box.high[j] = cut;
  const ofLeft = walk(trees, left, box, side);
  box.high[j] = high;
  // what goes right is above the cut; the cut itself stands for the least of it
  box.low[j] = cut;
  const ofRight = walk(trees, right, box, side);
  box.low[j] = low;
  return side === 'least' ? Math.min(ofLeft, ofRight) : Math.max(ofLeft, ofRight);
}
