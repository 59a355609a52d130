import { goesLeft, type ShapTrees } from '../../../kernels/shap/shap-trees.ts';
import type { Weighed } from './halve-budget.ts';

/** Where each value may lie. */
export interface Box {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** One tree of a sum, counted with or against it. */
export interface Term {
  readonly trees: ShapTrees;
  readonly root: number;
  readonly sign: 1 | -1;
}

export const termsOf = (trees: ShapTrees, sign: 1 | -1): Term[] => Array.from(trees.roots, (root) => ({ trees, root, sign }));

/** Times the trees that are left are gone through before it is given up: of some dozen shallow trees that is enough. */
export const MOST_LOOKS = 300;
/** Rounding may move a sum by a hair: what holds must hold by that much. */
const SLACK = 1e-10;

/**
 * Whether a sum of trees stays at or above a limit everywhere in a box: branch and bound over the leaves of one tree after the other, those that pull the sum
 * down furthest first. What one tree asked narrows the box for the next, so that `breaks` is said only where one and the same row can come to all leaves.
 * @param looks how often the bound may be worked out beyond the first time; 0 = the bound alone, which says `holds` or `unknown`
 */
export function weighTrees(terms: readonly Term[], box: Box, limit: number, looks: number): Weighed {
  let left = looks;
  const from = (place: number, sum: number): Weighed => {
    const rest = terms.slice(place).reduce((least, term) => least + leastOf(term, term.root, box), sum);
    if (rest - SLACK >= limit) return 'holds';
    if (place === terms.length) return 'breaks';
    const leaves = leavesOf(terms[place]!, box);
    let answer: Weighed = 'holds';
    for (const { value, low, high } of leaves) {
      if (left-- <= 0) return 'unknown';
      const found = within(box, { low, high }, () => from(place + 1, sum + value));
      if (found === 'breaks') return found;
      if (found === 'unknown') answer = found;
    }
    return answer;
  };
  return from(0, 0);
}

/** Does something within a part of the box. */
function within(box: Box, part: Box, look: () => Weighed): Weighed {
  const [low, high] = [box.low.slice(), box.high.slice()];
  box.low.set(part.low);
  box.high.set(part.high);
  const found = look();
  box.low.set(low);
  box.high.set(high);
  return found;
}

interface Leaf extends Box {
  readonly value: number;
}

/** The leaves of a tree that rows of the box can come to, the lowest first, each with its part of the box. */
function leavesOf(term: Term, box: Box): Leaf[] {
  const leaves: Leaf[] = [];
  const found = (value: number) => {
    leaves.push({ value, low: box.low.slice(), high: box.high.slice() });
    return value;
  };
  walk(term, term.root, box, found, () => 0);
  return leaves.sort((a, b) => a.value - b.value);
}

/** The least that a tree says anywhere in a box. */
const leastOf = (term: Term, node: number, box: Box): number => walk(term, node, box, (value) => value, Math.min);

/** What was asked on the way down narrows the box, so that no leaf counts that no value could reach. The box is left as it was. */
function walk(term: Term, node: number, box: Box, leaf: (value: number) => number, both: (a: number, b: number) => number): number {
  const { trees, sign } = term;
  const j = trees.feature[node]!;
  if (j < 0) return leaf(sign * trees.scale * trees.value[node]!);
  const [low, high] = [box.low[j]!, box.high[j]!];
  const [left, right] = [trees.left[node]!, trees.right[node]!];
  const on = (next: number) => walk(term, next, box, leaf, both);
  if (Number.isNaN(low) || low === high || trees.categoryStart[node]! >= 0) return on(goesLeft(trees, node, low) ? left : right);
  const cut = trees.threshold[node]!;
  if (high <= cut) return on(left);
  if (low > cut) return on(right);
  box.high[j] = cut;
  const ofLeft = on(left);
  box.high[j] = high;
  box.low[j] = justAbove(cut);
  const ofRight = on(right);
  box.low[j] = low;
  return both(ofLeft, ofRight);
}

const words = new BigInt64Array(1);
const number = new Float64Array(words.buffer);

/** The next number there is: what goes right of a cut lies at or above it. */
function justAbove(cut: number): number {
  if (cut === 0) return Number.MIN_VALUE;
  number[0] = cut;
  words[0]! += cut > 0 ? 1n : -1n;
  return number[0];
}
