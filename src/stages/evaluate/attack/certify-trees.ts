import { pause, type WorkContext } from '../../../core/context.ts';
import type { ShapTrees } from '../../../kernels/shap/shap-trees.ts';
import type { Boundary } from './boundary.ts';
import { halved, type Weighed } from './halve-budget.ts';
import type { Straight } from './straight-columns.ts';
import { type Box, MOST_LOOKS, type Term, termsOf, weighTrees } from './weigh-trees.ts';

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

/** Of each row the budget up to which its answer surely stays, and whether just beyond there is a change that goes over. */
export interface TreesRadius {
  readonly box: Float64Array;
  readonly isExact: Uint8Array;
}

/**
 * A budget up to which no change turns the answer of a model of trees over. First every tree by itself gives the least that any of its leaves within reach says:
 * the sum of these can't be undercut, but need not be reached, for no one row need come to the worst leaf of each. Then leaves are chosen tree after tree, each
 * narrowing what is left for the others (`weighTrees`), which of few or shallow trees tells exactly.
 * Source: Chen, Zhang, Si, Li, Boning & Hsieh (2019), "Robustness verification of tree-based models", for the bound of trees each for itself.
 */
export async function certifyTrees(task: TreesTask): Promise<TreesRadius> {
  const box = new Float64Array(task.rows);
  const isExact = new Uint8Array(task.rows);
  for (let row = 0; row < task.rows; row++) {
    const bound = halved((budget) => (weighedAt(task, row, budget, 0) === 'holds' ? 'holds' : 'breaks'));
    const found = halved((budget) => weighedAt(task, row, budget, MOST_LOOKS), bound.safe);
    box[row] = found.safe;
    isExact[row] = found.isSure ? 1 : 0;
    await pause(task.context);
    task.context.onProgress((row + 1) / task.rows);
  }
  return { box, isExact };
}

/** Whether the answer of a row stays within a budget: against the boundary, or against every other class. */
function weighedAt(task: TreesTask, row: number, budget: number, looks: number): Weighed {
  const { boundary, trees, starts, predicted } = task;
  const own = predicted[row]!;
  const weigh = (terms: readonly Term[], limit: number) => weighTrees(terms, boxOf(task, row, budget), limit, looks);
  if (boundary && own === 1) return weigh(termsOf(trees[0]!, 1), boundary.secondFrom - starts[0]!);
  if (boundary) return weigh(termsOf(trees[0]!, -1), starts[0]! - boundary.firstUpTo);
  const found = trees.flatMap((other, c) =>
    c === own ? [] : [weigh([...termsOf(trees[own]!, 1), ...termsOf(other, -1)], starts[c]! - starts[own]!)]
  );
  return found.find((each) => each === 'breaks') ?? found.find((each) => each === 'unknown') ?? 'holds';
}

/** Rounding may move a feature by a hair: the box is that much wider. */
const HAIR = 1e-12;

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
