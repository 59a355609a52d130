import type { Work } from '../../../kernels/work.ts';
import { LeastFirst } from './least-first.ts';

/** The shape of a tree: a left child stands behind its parent. */
export interface Shape {
  readonly size: number;
  /** -1 = leaf. */
  readonly feature: Int32Array;
  readonly right: Int32Array;
}

/** How a tree becomes smaller as leaves cost more. */
export interface PruningPath {
  /** Ascending, from 0: from this cost of a leaf on the tree has so much impurity in its leaves, and so many of them. */
  readonly ccpAlphas: Float64Array;
  readonly impurities: Float64Array;
  readonly leaves: Int32Array;
}

/**
 * Of a tree grown out, the nodes that are divided in one of at most so many leaves that is grown best first: the split that gains most is made next.
 * @param gains of each node's split
 * @param maxLeafNodes 0 = no limit
 * @returns for each node 1 where it is divided
 */
export function bestFirst({ size, feature, right }: Shape, gains: Float64Array, maxLeafNodes: number): Uint8Array {
  const isDivided = new Uint8Array(size);
  if (maxLeafNodes === 0) return isDivided.map((_, node) => (feature[node]! >= 0 ? 1 : 0));
  const open = new LeastFirst();
  const offer = (node: number) => {
    if (feature[node]! >= 0) open.push(-gains[node]!, node);
  };
  offer(0);
  for (let leaves = 1; leaves < maxLeafNodes; leaves++) {
    const next = open.pop();
    if (!next) break;
    isDivided[next.node] = 1;
    offer(next.node + 1);
    offer(right[next.node]!);
  }
  return isDivided;
}

/**
 * Minimal cost-complexity pruning: the split that saves least for each leaf it costs is undone first, until those that are left save more than `ccpAlpha`
 * a leaf. Ties go to the node nearer the root.
 * Source: Breiman, Friedman, Olshen & Stone (1984), "Classification and regression trees", chapter 3.
 * @param gains what the split of each node saves of impurity, as a share of the whole weight
 * @param impurity of the root
 * @param isDivided which nodes are divided to begin with; afterwards, which still are
 * @returns the path down to the root, whatever `ccpAlpha` is
 */
export function* prune(shape: Shape, gains: Float64Array, impurity: number, isDivided: Uint8Array, ccpAlpha: number): Work<PruningPath> {
  const cutting = new Cutting(shape, gains, isDivided.slice());
  const path = { ccpAlphas: [0], impurities: [impurity - cutting.saved[0]!], leaves: [cutting.leaves[0]!] };
  for (let next = cutting.weakest(); next; next = cutting.weakest()) {
    const alpha = Math.max(next.cost, path.ccpAlphas.at(-1)!);
    cutting.cut(next.node);
    if (ccpAlpha > 0 && alpha <= ccpAlpha) isDivided[next.node] = 0;
    path.ccpAlphas.push(alpha);
    path.impurities.push(impurity - cutting.saved[0]!);
    path.leaves.push(cutting.leaves[0]!);
    yield 100;
  }
  return {
    ccpAlphas: Float64Array.from(path.ccpAlphas),
    impurities: Float64Array.from(path.impurities),
    leaves: Int32Array.from(path.leaves)
  };
}

/** A tree while it is cut back. */
class Cutting {
  readonly #parent: Int32Array;
  /** Behind the last node below each. */
  readonly #end: Int32Array;
  readonly #isDivided: Uint8Array;
  readonly #open = new LeastFirst();
  /** Leaves below each node; a leaf has itself. */
  readonly leaves: Int32Array;
  /** What the splits from a node down save. */
  readonly saved: Float64Array;

  constructor({ size, feature, right }: Shape, gains: Float64Array, isDivided: Uint8Array) {
    this.#isDivided = isDivided;
    this.#parent = new Int32Array(size).fill(-1);
    this.#end = new Int32Array(size);
    this.leaves = new Int32Array(size).fill(1);
    this.saved = new Float64Array(size);
    for (let node = size - 1; node >= 0; node--) {
      this.#end[node] = feature[node]! < 0 ? node + 1 : this.#end[right[node]!]!;
      if (isDivided[node] === 0) continue;
      const [a, b] = [node + 1, right[node]!];
      this.#parent[a] = this.#parent[b] = node;
      this.leaves[node] = this.leaves[a]! + this.leaves[b]!;
      this.saved[node] = gains[node]! + this.saved[a]! + this.saved[b]!;
    }
    for (let node = 0; node < size; node++) if (this.#isIn(node)) this.#open.push(this.#costOf(node), node);
  }

  #isIn = (node: number) => this.#isDivided[node] === 1;

  #costOf = (node: number) => this.saved[node]! / (this.leaves[node]! - 1);

  weakest(): { readonly node: number; readonly cost: number } | null {
    for (let next = this.#open.pop(); next; next = this.#open.pop())
      if (this.#isIn(next.node) && next.key === this.#costOf(next.node)) return { node: next.node, cost: next.key };
    return null;
  }

  /** Makes a leaf of a node. */
  cut(node: number): void {
    const [saved, fewer] = [this.saved[node]!, this.leaves[node]! - 1];
    this.#closeBelow(node);
    for (let above = node; above >= 0; above = this.#parent[above]!) {
      this.saved[above] = above === node ? 0 : this.saved[above]! - saved;
      this.leaves[above]! -= fewer;
      if (this.#isIn(above)) this.#open.push(this.#costOf(above), above);
    }
  }

  /** Nodes from here down stand side by side, as a walk that goes left first meets them. */
  #closeBelow(node: number): void {
    this.#isDivided.fill(0, node, this.#end[node]!);
  }
}
