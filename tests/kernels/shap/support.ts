import type { WorkContext } from '../../../src/core/context.ts';
import { below, type Rng } from '../../../src/core/rng.ts';
import { answerOf, goesLeft, type ShapTrees } from '../../../src/kernels/shap/shap-trees.ts';

export const quiet: WorkContext = { signal: new AbortController().signal, breathe: () => Promise.resolve(), onProgress: () => undefined };

/** Trees as they might be grown: numbers between 0 and 4, half of them missing-left, every third feature a category of five bins. */
export function randomTrees(
  rng: Rng,
  { trees, depth, cols, playerOf }: { trees: number; depth: number; cols: number; playerOf?: number[] }
): ShapTrees {
  const nodes: { feature: number; threshold: number; left: number; right: number; category: number; value: number; cover: number }[] = [];
  const bits: number[] = [];
  const grow = (left: number, cover: number): number => {
    const at = nodes.push({ feature: -1, threshold: 0, left: -1, right: -1, category: -1, value: rng() - 0.5, cover }) - 1;
    if (left === 0 || cover < 2 || rng() < 0.15) return at;
    const feature = below(rng, cols);
    const category = feature % 3 === 2 ? bits.length : -1;
    if (category >= 0) bits.push(below(rng, 31), 0, 0, 0, 0, 0, 0, 0);
    const share = 1 + below(rng, cover - 1);
    const node = { feature, threshold: below(rng, 4) + 0.5, category };
    Object.assign(nodes[at]!, node, { left: grow(left - 1, share), right: grow(left - 1, cover - share) });
    return at;
  };
  const roots = Int32Array.from({ length: trees }, () => grow(depth, 200));
  const players = playerOf ?? Array.from({ length: cols }, (_, j) => j);
  return {
    roots,
    feature: Int32Array.from(nodes, (node) => node.feature),
    threshold: Float64Array.from(nodes, (node) => node.threshold),
    left: Int32Array.from(nodes, (node) => node.left),
    right: Int32Array.from(nodes, (node) => node.right),
    missingLeft: Uint8Array.from(nodes, () => below(rng, 2)),
    categoryStart: Int32Array.from(nodes, (node) => node.category),
    categoryBits: Uint32Array.from(bits),
    value: Float64Array.from(nodes, (node) => node.value),
    cover: Float64Array.from(nodes, (node) => node.cover),
    scale: 1 / trees,
    playerOf: Int32Array.from(players),
    players: Math.max(...players) + 1
  };
}

/** Whole numbers from 0 to 4, one in ten missing, row-major. */
export const randomRows = (rng: Rng, rows: number, cols: number): Float64Array =>
  Float64Array.from({ length: rows * cols }, () => (rng() < 0.1 ? NaN : below(rng, 5)));

/** The value of a coalition, as a set of bits. */
export type Game = (known: number) => number;

/** What is expected of the trees when the known players are those of a row, by the shares of the cover. */
export function pathGame(trees: ShapTrees, x: Float64Array, at: number): Game {
  const { feature, left, right, cover, value, playerOf } = trees;
  const expect = (node: number, known: number): number => {
    const j = feature[node]!;
    if (j < 0) return value[node]!;
    if ((known >> playerOf[j]!) & 1) return expect(goesLeft(trees, node, x[at + j]!) ? left[node]! : right[node]!, known);
    const [a, b] = [cover[left[node]!]!, cover[right[node]!]!];
    return (a * expect(left[node]!, known) + b * expect(right[node]!, known)) / (a + b);
  };
  return (known) => trees.roots.reduce((sum, root) => sum + expect(root, known), 0) * trees.scale;
}

/** The mean answer over the background when the known players are those of a row. */
export function rowsGame(trees: ShapTrees, x: Float64Array, at: number, background: Float64Array, cols: number): Game {
  return (known) => {
    let sum = 0;
    for (let other = 0; other < background.length; other += cols) {
      const mixed = Float64Array.from({ length: cols }, (_, j) =>
        (known >> trees.playerOf[j]!) & 1 ? x[at + j]! : background[other + j]!
      );
      sum += answerOf(trees, mixed, 0);
    }
    return (sum * cols) / background.length;
  };
}

const bitsOf = (set: number): number => set.toString(2).replaceAll('0', '').length;
const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));

/** Shapley values by the definition: all 2^n coalitions. */
export function shapleyOf(game: Game, players: number): number[] {
  const values = Array.from({ length: 1 << players }, (_, known) => game(known));
  return Array.from({ length: players }, (_, i) => {
    let sum = 0;
    for (let known = 0; known < values.length; known++) {
      if ((known >> i) & 1) continue;
      const size = bitsOf(known);
      sum += ((factorial(size) * factorial(players - size - 1)) / factorial(players)) * (values[known | (1 << i)]! - values[known]!);
    }
    return sum;
  });
}

/** The Shapley interaction of two players by the definition. */
export function interactionOf(game: Game, players: number, i: number, j: number): number {
  let sum = 0;
  for (let known = 0; known < 1 << players; known++) {
    if ((known >> i) & 1 || (known >> j) & 1) continue;
    const size = bitsOf(known);
    const [a, b] = [1 << i, 1 << j];
    const change = game(known | a | b) - game(known | a) - game(known | b) + game(known);
    sum += ((factorial(size) * factorial(players - size - 2)) / (2 * factorial(players - 1))) * change;
  }
  return sum;
}
