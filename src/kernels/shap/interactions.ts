import { pause, type WorkContext } from '../../core/context.ts';
import { gaussLegendre } from './gauss-legendre.ts';
import { BEFORE, FEATURE, INTS, IS_RIGHT, type LaidTree, layOutTree, PARENT, PLAYER } from './lay-out-tree.ts';
import { pathValues } from './path-values.ts';
import { goesLeft, type ShapTrees, type ShapValues } from './shap-trees.ts';

/** Rows between two pauses. */
const STRETCH = 32;

/**
 * Path-dependent Shapley interaction values: what two players add together beyond what each adds alone, half of it to either; on the diagonal what is left to
 * a player of its own. Of a leaf, a pair gets half the integral of the product over all other players, times what knowing the two changes.
 * Source: Lundberg et al. (2020), "From local explanations to global understanding with explainable AI for trees", for what is worked out.
 * @param x row-major [rows, cols]
 * @returns values [rows, players, players]: symmetric, each line adds up to the value of its player
 * @throws the signal's reason when it is aborted
 */
export async function interactionValues(trees: ShapTrees, x: Float64Array, cols: number, context: WorkContext): Promise<ShapValues> {
  const { values: alone, base } = await pathValues(trees, x, cols, { ...context, onProgress: () => undefined });
  const square = trees.players ** 2;
  const rows = x.length / cols;
  const values = new Float64Array(rows * square);
  for (const [t, root] of trees.roots.entries()) {
    const addRow = pairAdder(trees, layOutTree(trees, root));
    for (let row = 0; row < rows; row++) {
      if (row % STRETCH === 0) await pause(context);
      addRow(x, row * cols, values.subarray(row * square, (row + 1) * square));
    }
    context.onProgress((t + 1) / trees.roots.length);
  }
  closeDiagonal(values, alone, trees.players);
  return { values, base };
}

/** Each line of a row adds up to the value of its player. */
function closeDiagonal(values: Float64Array, alone: Float64Array, players: number): void {
  for (let line = 0; line < alone.length; line++) {
    const own = line % players;
    let others = 0;
    for (let j = 0; j < players; j++) if (j !== own) others += values[line * players + j]!;
    values[line * players + own] = alone[line]! - others;
  }
}

function pairAdder(trees: ShapTrees, tree: LaidTree): (x: Float64Array, at: number, into: Float64Array) => void {
  const { size, ints, numbers } = tree;
  const leaves = Array.from({ length: size }, (_, node) => node).filter((node) => ints[node * INTS + FEATURE]! < 0);
  const paths = leaves.map((leaf) => lastEdges(tree, leaf));
  const isOn = new Uint8Array(size);
  return (x, at, into) => {
    markEdges(trees, tree, x, at, isOn);
    leaves.forEach((leaf, i) => addPairs(tree, paths[i]!, isOn, numbers[2 * leaf + 1]!, into, trees.players));
  };
}

/** The last edge of each player on the way to a leaf. */
function lastEdges({ ints }: LaidTree, leaf: number): number[] {
  const found = new Map<number, number>();
  for (let node = leaf; node > 0; node = ints[node * INTS + PARENT]!) {
    const player = ints[node * INTS + PLAYER]!;
    if (!found.has(player)) found.set(player, node);
  }
  return [...found.values()];
}

/** Whether a row goes along all edges of a player down to each node. */
function markEdges(trees: ShapTrees, { size, nodes, ints }: LaidTree, x: Float64Array, at: number, isOn: Uint8Array): void {
  for (let node = 1; node < size; node++) {
    const parent = ints[node * INTS + PARENT]!;
    const before = ints[node * INTS + BEFORE]!;
    const isLeft = goesLeft(trees, nodes[parent]!, x[at + ints[parent * INTS + FEATURE]!]!);
    const isAlong = isLeft === (ints[node * INTS + IS_RIGHT] === 0);
    isOn[node] = isAlong && (before < 0 || isOn[before] === 1) ? 1 : 0;
  }
}

function addPairs(
  { points, ints, shares }: LaidTree,
  path: readonly number[],
  isOn: Uint8Array,
  value: number,
  into: Float64Array,
  players: number
): void {
  const { nodes, weights } = gaussLegendre(points);
  const changes = new Float64Array(path.length);
  for (let q = 0; q < points; q++) {
    const t = nodes[q]!;
    let product = 0.5 * value * weights[q]!;
    path.forEach((edge, i) => {
      const chance = isOn[edge]! * t + shares[edge]! * (1 - t);
      product *= chance;
      changes[i] = (isOn[edge]! - shares[edge]!) / chance;
    });
    for (let i = 1; i < path.length; i++) {
      const first = ints[path[i]! * INTS + PLAYER]!;
      const own = product * changes[i]!;
      for (let j = 0; j < i; j++) {
        const second = ints[path[j]! * INTS + PLAYER]!;
        into[first * players + second]! += own * changes[j]!;
        into[second * players + first]! += own * changes[j]!;
      }
    }
  }
}
