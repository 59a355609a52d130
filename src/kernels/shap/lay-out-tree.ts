import { gaussLegendre } from './gauss-legendre.ts';
import type { ShapTrees } from './shap-trees.ts';

/** Whole numbers of a node in `LaidTree.ints`, by place. */
export const PARENT = 0;
export const IS_RIGHT = 1;
export const BEFORE = 2;
export const PLAYER = 3;
export const FEATURE = 4;
export const MISSING_LEFT = 5;
export const CATEGORY = 6;
export const INTS = 8;

/** What is known of the edge above a node: the row goes along it; it turns off here; the player was turned off it further up. */
export const CASES = 3;

/**
 * One tree as the kernels go over it: parents before children, left before right, the root at 0. With a share `t` of the other players known, the chance that
 * a player lets a row through to a leaf is `t` where the row itself goes there, else 0, and `1 - t` times the share of the cover. The product over the
 * players of a path is a polynomial in `t`, which is kept by its values at the places of a quadrature that integrates it exactly.
 */
export interface LaidTree {
  readonly size: number;
  /** Places of the nodes among those of all trees. */
  readonly nodes: Int32Array;
  /** Of the edge above each node: the share of the cover along all edges of its player down to there. */
  readonly shares: Float64Array;
  /** Places of the quadrature; even. */
  readonly points: number;
  /** [size, INTS]; of the edge above the node, `BEFORE` is the node whose edge was the last of the same player, -1 for none; `FEATURE` is -1 for a leaf. */
  readonly ints: Int32Array;
  /** [size, 2]: the threshold, and what a leaf says. */
  readonly numbers: Float64Array;
  /** [size, CASES, 2, points]: what the product is multiplied with along the edge, and what the sum of the leaves below is worth to the player. */
  readonly tables: Float64Array;
  /** What the tree says when nothing is known. */
  readonly base: number;
}

interface Edge {
  readonly node: number;
  readonly parent: number;
  readonly isRight: number;
  /** Of the edge above: the player, the last edge of the same player, and the shares of the cover of both along all edges of the player so far. */
  readonly player: number;
  readonly before: number;
  readonly share: number;
  readonly shareBefore: number;
  /** Share of the whole cover at the node. */
  readonly reach: number;
}

export function layOutTree(trees: ShapTrees, root: number): LaidTree {
  const { edges, deepest } = edgesOf(trees, root);
  // a player's value is the integral of a polynomial of one degree less than there are players; two places at a time are worked on
  const points = 2 * Math.max(1, Math.ceil(deepest / 4));
  const ints = new Int32Array(edges.length * INTS);
  const numbers = new Float64Array(edges.length * 2);
  const tables = new Float64Array(edges.length * CASES * 2 * points);
  let base = 0;
  edges.forEach((edge, i) => {
    const { node } = edge;
    const isLeaf = trees.feature[node]! < 0;
    ints.set(
      [edge.parent, edge.isRight, edge.before, edge.player, trees.feature[node]!, trees.missingLeft[node]!, trees.categoryStart[node]!],
      i * INTS
    );
    numbers[2 * i] = trees.threshold[node]!;
    numbers[2 * i + 1] = isLeaf ? trees.value[node]! * trees.scale : 0;
    if (isLeaf) base += numbers[2 * i + 1]! * edge.reach;
    if (i > 0) writeTables(tables, i, edge, points);
  });
  const nodes = Int32Array.from(edges, ({ node }) => node);
  return { size: edges.length, nodes, shares: Float64Array.from(edges, ({ share }) => share), points, ints, numbers, tables, base };
}

/** The nodes in the order of a walk, and the most players that one path asks. */
function edgesOf(trees: ShapTrees, root: number): { edges: Edge[]; deepest: number } {
  const edges: Edge[] = [];
  let deepest = 1;
  const none = { player: -1, before: -1, share: 1, shareBefore: 1 };
  const waiting: { edge: Edge; asked: number }[] = [{ edge: { node: root, parent: -1, isRight: 0, ...none, reach: 1 }, asked: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const place = edges.push(next.edge) - 1;
    const { node, reach } = next.edge;
    if (trees.feature[node]! < 0) continue;
    const player = trees.playerOf[trees.feature[node]!]!;
    const before = lastOf(edges, place, player);
    const shareBefore = before < 0 ? 1 : edges[before]!.share;
    const asked = next.asked + (before < 0 ? 1 : 0);
    deepest = Math.max(deepest, asked);
    const leftShare = shareLeft(trees, node);
    const child = (isRight: number, share: number): Edge => ({
      node: isRight ? trees.right[node]! : trees.left[node]!,
      ...{ parent: place, isRight, player, before, share: shareBefore * share, shareBefore, reach: reach * share }
    });
    waiting.push({ edge: child(1, 1 - leftShare), asked }, { edge: child(0, leftShare), asked });
  }
  return { edges, deepest };
}

/** The last edge of a player on the way to a node, the one above the node included. */
function lastOf(edges: readonly Edge[], from: number, player: number): number {
  for (let at = from; at > 0; at = edges[at]!.parent) if (edges[at]!.player === player) return at;
  return -1;
}

/** Of two children one of which no row of the cover came to, that one counts as half a row: what is behind it can still be told from what can't be. */
function shareLeft({ cover, left, right }: ShapTrees, node: number): number {
  const [a, b] = [cover[left[node]!]!, cover[right[node]!]!];
  if (a > 0 && b > 0) return a / (a + b);
  return (a || 0.5) / ((a || 0.5) + (b || 0.5));
}

function writeTables(tables: Float64Array, place: number, { before, share, shareBefore }: Edge, points: number): void {
  const { nodes, weights } = gaussLegendre(points);
  for (let kind = 0; kind < CASES; kind++) {
    const goes = kind === 0 ? 1 : 0;
    const went = kind === 2 ? 0 : 1;
    for (let q = 0; q < points; q++) {
      const t = nodes[q]!;
      const at = (place * CASES + kind) * 2 * points + q;
      const now = goes * t + share * (1 - t);
      const then = went * t + shareBefore * (1 - t);
      tables[at] = before < 0 ? now : now / then;
      tables[at + points] = weights[q]! * ((goes - share) / now - (before < 0 ? 0 : (went - shareBefore) / then));
    }
  }
}
