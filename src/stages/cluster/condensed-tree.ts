import type { Edge } from './spanning-tree.ts';

/** A branch that has enough rows to be a cluster. Density is 1 / distance. */
export interface Branch {
  readonly parent: number;
  /** Density at which it came to be. */
  readonly born: number;
  /** Sum over its rows of the density at which each left it, less `born`: its excess of mass. */
  mass: number;
  readonly children: number[];
}

export interface CondensedTree {
  readonly branches: readonly Branch[];
  /** The branch that each row left last, length n. */
  readonly leftFrom: Int32Array;
}

/** Distances below it count as nothing: of equal rows the density would be infinite. */
const LEAST = 1e-12;

/**
 * A tree of merges, seen from the top: where a part splits off that is too small to be a cluster, its rows leave the branch; where two parts are large enough, both
 * are new branches. Source: Campello, Moulavi & Sander (2013), "Density-based clustering based on hierarchical density estimates", section 3.
 * @param edges of the spanning tree, the shortest first
 */
export function condense(edges: readonly Edge[], rows: number, minClusterSize: number): CondensedTree {
  const tree = mergeTree(edges, rows);
  const branches: Branch[] = [{ parent: -1, born: 0, mass: 0, children: [] }];
  const leftFrom = new Int32Array(rows);
  const open: [node: number, branch: number][] = [[2 * rows - 2, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, branch] = next;
    if (node < rows) continue;
    const density = 1 / Math.max(tree.length[node - rows]!, LEAST);
    const sides = [tree.left[node - rows]!, tree.right[node - rows]!];
    const large = sides.filter((side) => sizeOf(side, rows, tree) >= minClusterSize);
    for (const side of sides) {
      const isLarge = large.includes(side);
      if (!isLarge) leave(side, branch, density);
      else if (large.length === 1) open.push([side, branch]);
      else open.push([side, begin(side, branch, density)]);
    }
  }
  return { branches, leftFrom };

  function leave(side: number, branch: number, density: number): void {
    const members = rowsUnder(side, rows, tree);
    branches[branch]!.mass += members.length * (density - branches[branch]!.born);
    for (const row of members) leftFrom[row] = branch;
  }

  /** A split into two branches: all rows of the side leave the old one for the new. */
  function begin(side: number, parent: number, density: number): number {
    branches[parent]!.mass += sizeOf(side, rows, tree) * (density - branches[parent]!.born);
    branches[parent]!.children.push(branches.length);
    branches.push({ parent, born: density, mass: 0, children: [] });
    return branches.length - 1;
  }
}

interface MergeTree {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly length: Float64Array;
  readonly size: Int32Array;
}

/** Nodes 0 to n - 1 are rows; node n + i is what edge i joined. */
function mergeTree(edges: readonly Edge[], rows: number): MergeTree {
  const parent = Int32Array.from({ length: 2 * rows - 1 }, (_, i) => i);
  const rootOf = (row: number): number => {
    let at = row;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
    return at;
  };
  const tree = {
    left: new Int32Array(rows - 1),
    right: new Int32Array(rows - 1),
    length: new Float64Array(rows - 1),
    size: new Int32Array(rows - 1)
  };
  edges.forEach(({ a, b, length }, i) => {
    const [left, right] = [rootOf(a), rootOf(b)];
    tree.left[i] = left;
    tree.right[i] = right;
    tree.length[i] = length;
    tree.size[i] = sizeOf(left, rows, tree) + sizeOf(right, rows, tree);
    parent[left] = parent[right] = rows + i;
  });
  return tree;
}

const sizeOf = (node: number, rows: number, tree: MergeTree): number => (node < rows ? 1 : tree.size[node - rows]!);

function rowsUnder(node: number, rows: number, tree: MergeTree): number[] {
  const found: number[] = [];
  const open = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next < rows) found.push(next);
    else open.push(tree.left[next - rows]!, tree.right[next - rows]!);
  }
  return found;
}

/**
 * Branches of which none lies in another, with the most mass together; never the whole.
 * @returns for each branch the number of the cluster it belongs to, -1 where it belongs to none
 */
export function chooseBranches(branches: readonly Branch[]): Int32Array {
  const best = new Float64Array(branches.length);
  const isChosen = new Uint8Array(branches.length);
  for (let i = branches.length - 1; i > 0; i--) {
    const below = branches[i]!.children.reduce((sum, child) => sum + best[child]!, 0);
    isChosen[i] = branches[i]!.mass >= below || branches[i]!.children.length === 0 ? 1 : 0;
    best[i] = Math.max(branches[i]!.mass, below);
  }
  const cluster = new Int32Array(branches.length).fill(-1);
  let count = 0;
  for (let i = 1; i < branches.length; i++) {
    const above = cluster[branches[i]!.parent]!;
    cluster[i] = above >= 0 ? above : isChosen[i] ? count++ : -1;
  }
  return cluster;
}
