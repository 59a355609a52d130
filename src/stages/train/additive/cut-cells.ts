import type { BinSums, StepLimits } from './cut-bins.ts';

const LEAST = 1e-12;
const saved = (gradient: number, hessian: number): number => (gradient * gradient) / (hessian + LEAST);

/** Gradient, hessian and rows of all cells before row i and column j, and how far one is from the next. */
interface Corners {
  readonly sums: Float64Array;
  readonly tall: number;
  readonly wide: number;
  readonly down: number;
  readonly right: number;
}

/** A cut, and of each side a cut of the other feature; 0 = none. */
interface Tree {
  readonly saved: number;
  readonly at: number;
  readonly upper: number;
  readonly lower: number;
}

/**
 * A tree of two levels over the cells of a pair: a cut of one feature, and of each side a cut of the other, whichever order saves more.
 * @param sums of [tall * wide] cells
 * @returns what each cell moves by; null where nothing is worth a cut
 */
export function cutCells(cells: BinSums, [tall, wide]: readonly [number, number], limits: StepLimits): Float64Array | null {
  const upright = cornersOf(cells, tall, wide);
  const turned: Corners = { sums: upright.sums, tall: wide, wide: tall, down: upright.right, right: upright.down };
  const [one, other] = [bestTree(upright, limits), bestTree(turned, limits)];
  if (!(Math.max(one.saved, other.saved) > 0)) return null;
  const step = new Float64Array(tall * wide);
  if (other.saved > one.saved) fill(turned, other, limits, (i, j, value) => (step[j * wide + i] = value));
  else fill(upright, one, limits, (i, j, value) => (step[i * wide + j] = value));
  return step;
}

function cornersOf({ sums, rows }: BinSums, tall: number, wide: number): Corners {
  const down = 3 * (wide + 1);
  const out = new Float64Array((tall + 1) * down);
  for (let i = 0; i < tall; i++) {
    let [gradient, hessian, count] = [0, 0, 0];
    for (let j = 0; j < wide; j++) {
      const cell = i * wide + j;
      gradient += sums[2 * cell]!;
      hessian += sums[2 * cell + 1]!;
      count += rows[cell]!;
      const at = (i + 1) * down + 3 * (j + 1);
      out[at] = out[at - down]! + gradient;
      out[at + 1] = out[at + 1 - down]! + hessian;
      out[at + 2] = out[at + 2 - down]! + count;
    }
  }
  return { sums: out, tall, wide, down, right: 3 };
}

function bestTree(corners: Corners, limits: StepLimits): Tree {
  const { tall, wide, down, right, sums } = corners;
  const end = tall * down + wide * right;
  const whole = saved(sums[end]!, sums[end + 1]! + limits.l2);
  let best: Tree = { saved: 0, at: 0, upper: 0, lower: 0 };
  for (let at = 1; at < tall; at++) {
    const upper = cutBand(corners, 0, at, limits);
    const lower = cutBand(corners, at, tall, limits);
    const gain = upper.saved + lower.saved - whole;
    if (gain > best.saved) best = { saved: gain, at, upper: upper.at, lower: lower.at };
  }
  return best;
}

/** The cut of a band of rows that saves most, or none (at 0); a band of too few rows saves less than nothing. */
function cutBand({ sums, wide, down, right }: Corners, from: number, to: number, { minSamplesLeaf, l2 }: StepLimits) {
  const [top, bottom] = [from * down, to * down];
  const part = (j: number, which: number) => sums[bottom + j * right + which]! - sums[top + j * right + which]!;
  const [gradient, hessian, rows] = [part(wide, 0), part(wide, 1), part(wide, 2)];
  if (rows < minSamplesLeaf) return { at: 0, saved: -Infinity };
  let [at, most] = [0, saved(gradient, hessian + l2)];
  for (let j = 1; j < wide; j++) {
    const before = part(j, 2);
    if (before < minSamplesLeaf || rows - before < minSamplesLeaf) continue;
    const [g, h] = [part(j, 0), part(j, 1)];
    const both = saved(g, h + l2) + saved(gradient - g, hessian - h + l2);
    if (both > most) [at, most] = [j, both];
  }
  return { at, saved: most };
}

function fill(corners: Corners, tree: Tree, { l2, learningRate }: StepLimits, put: (i: number, j: number, value: number) => void): void {
  const { sums, tall, wide, down, right } = corners;
  const valueOf = (from: number, to: number, left: number, end: number): number => {
    const box = (which: number) =>
      sums[to * down + end * right + which]! -
      sums[from * down + end * right + which]! -
      sums[to * down + left * right + which]! +
      sums[from * down + left * right + which]!;
    return (-box(0) / (box(1) + l2 + LEAST)) * learningRate;
  };
  for (const [from, to, cut] of [[0, tree.at, tree.upper] as const, [tree.at, tall, tree.lower] as const]) {
    const [before, behind] = [cut === 0 ? 0 : valueOf(from, to, 0, cut), valueOf(from, to, cut, wide)];
    for (let i = from; i < to; i++) for (let j = 0; j < wide; j++) put(i, j, j < cut ? before : behind);
  }
}
