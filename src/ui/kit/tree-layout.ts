import type { DecisionTree } from '../../core/decision-tree.ts';

export const BOX = { width: 176, height: 58, across: 48, down: 12 } as const;

/** A node in the picture: from left to right, what was asked first on the left. */
export interface PlacedNode {
  readonly node: number;
  readonly x: number;
  readonly y: number;
  /** Questions below it that are not shown. */
  readonly hidden: number;
}

export interface TreeLayout {
  /** In the order of a walk that goes left first. */
  readonly placed: readonly PlacedNode[];
  readonly width: number;
  readonly height: number;
}

/** Leaves stand one below the other, a question in the middle of its two answers. @param open nodes whose answers are shown */
export function layOutTree({ nodes }: DecisionTree, open: ReadonlySet<number>): TreeLayout {
  const placed: PlacedNode[] = [];
  let next = 0;
  let deepest = 0;
  const place = (node: number): number => {
    const { depth, left, right } = nodes[node]!;
    deepest = Math.max(deepest, depth);
    const at = placed.push({ node, x: depth * (BOX.width + BOX.across), y: 0, hidden: 0 }) - 1;
    const isOpen = left !== null && open.has(node);
    const row = isOpen ? (place(left) + place(right!)) / 2 : next++;
    const hidden = isOpen || left === null ? 0 : questionsFrom(nodes, node);
    placed[at] = { ...placed[at]!, y: row * (BOX.height + BOX.down), hidden };
    return row;
  };
  place(0);
  return {
    placed,
    width: deepest * (BOX.width + BOX.across) + BOX.width,
    height: next * (BOX.height + BOX.down) - BOX.down
  };
}

/** Nodes from here down stand side by side, so the last of them ends what is below. */
function questionsFrom(nodes: DecisionTree['nodes'], node: number): number {
  let count = 0;
  for (let at = node; at < nodes.length && (at === node || nodes[at]!.depth > nodes[node]!.depth); at++)
    if (nodes[at]!.left !== null) count++;
  return count;
}

/** Leaves that are shown at first, at most. */
const FIRST_LEAVES = 12;

/** As many levels of questions as a screen shows, whole ones. */
export function firstOpen({ nodes }: DecisionTree): Set<number> {
  const open = new Set<number>();
  for (let depth = 0, leaves = 1; ; depth++) {
    const level = [...nodes.keys()].filter((node) => nodes[node]!.depth === depth && nodes[node]!.left !== null);
    leaves += level.length;
    if (level.length === 0 || (leaves > FIRST_LEAVES && depth > 0)) return open;
    for (const node of level) open.add(node);
  }
}

export const everyQuestion = ({ nodes }: DecisionTree): Set<number> =>
  new Set([...nodes.keys()].filter((node) => nodes[node]!.left !== null));
