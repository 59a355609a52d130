import { pause, type WorkContext } from '../../core/context.ts';
import { answerOf, goesLeft, type ShapTrees, type ShapValues } from './shap-trees.ts';

/** Nodes looked at between two pauses: some 30 ms. */
const STRIDE = 2e6;

/**
 * Exact Shapley values of trees, interventional: a player that is not known has its values from a background row, whatever the known ones are; of all
 * background rows the mean. Of a leaf that is come to when the players A are known and the players B are not, with a = |A| and b = |B|, each of A gets
 * (a - 1)! b! / (a + b)! of what it says, and each of B loses a! (b - 1)! / (a + b)! of it.
 * Source: Lundberg et al. (2020), "From local explanations to global understanding with explainable AI for trees", algorithm 3.
 * @param x row-major [rows, cols]
 * @param background row-major [rows, cols], at least one row
 * @returns with the mean answer over the background as its base
 * @throws the signal's reason when it is aborted
 */
export async function valuesAgainstRows(
  trees: ShapTrees,
  x: Float64Array,
  background: Float64Array,
  cols: number,
  context: WorkContext
): Promise<ShapValues> {
  const rows = x.length / cols;
  const others = background.length / cols;
  const values = new Float64Array(rows * trees.players);
  const walk = new PairWalk(trees, x, background, values);
  let seen = 0;
  for (let row = 0; row < rows; row++) {
    for (let other = 0; other < others; other++) walk.add(row * cols, other * cols, row * trees.players);
    if (walk.looked - seen < STRIDE) continue;
    seen = walk.looked;
    await pause(context);
    context.onProgress((row + 1) / rows);
  }
  const factor = trees.scale / others;
  for (let i = 0; i < values.length; i++) values[i]! *= factor;
  let base = 0;
  for (let other = 0; other < others; other++) base += answerOf(trees, background, other * cols) / others;
  return { values, base };
}

const IN_ROW = 1;
const IN_OTHER = 2;

/** Goes down all trees with a row and a background row at once. */
class PairWalk {
  readonly #trees: ShapTrees;
  readonly #x: Float64Array;
  readonly #background: Float64Array;
  readonly #values: Float64Array;
  /** From which of the two rows each player has its values. */
  readonly #side: Uint8Array;
  /** Players that were decided on, in their order, and how many of them. */
  readonly #decided: Int32Array;
  readonly #weights = new Map<number, number>();
  #count = 0;
  #known = 0;
  looked = 0;

  constructor(trees: ShapTrees, x: Float64Array, background: Float64Array, values: Float64Array) {
    [this.#trees, this.#x, this.#background, this.#values] = [trees, x, background, values];
    this.#side = new Uint8Array(trees.players);
    this.#decided = new Int32Array(trees.players);
  }

  add(row: number, other: number, into: number): void {
    for (const root of this.#trees.roots) this.#walk(root, row, other, into);
  }

  #walk(from: number, row: number, other: number, into: number): void {
    const { feature, left, right, playerOf } = this.#trees;
    let node = from;
    for (let j = feature[node]!; j >= 0; j = feature[node]!) {
      this.looked++;
      const mine = goesLeft(this.#trees, node, this.#x[row + j]!) ? left[node]! : right[node]!;
      const theirs = goesLeft(this.#trees, node, this.#background[other + j]!) ? left[node]! : right[node]!;
      const player = playerOf[j]!;
      const side = this.#side[player];
      if (mine === theirs || side === IN_ROW) node = mine;
      else if (side === IN_OTHER) node = theirs;
      else {
        this.#decided[this.#count++] = player;
        this.#side[player] = IN_ROW;
        this.#known++;
        this.#walk(mine, row, other, into);
        this.#known--;
        this.#side[player] = IN_OTHER;
        this.#walk(theirs, row, other, into);
        this.#side[player] = 0;
        this.#count--;
        return;
      }
    }
    this.#leaf(this.#trees.value[node]!, into);
  }

  #leaf(value: number, into: number): void {
    const known = this.#known;
    const unknown = this.#count - known;
    const gain = known > 0 ? value * this.#weight(known - 1, unknown) : 0;
    const loss = unknown > 0 ? value * this.#weight(known, unknown - 1) : 0;
    for (let i = 0; i < this.#count; i++) {
      const player = this.#decided[i]!;
      this.#values[into + player]! += this.#side[player] === IN_ROW ? gain : -loss;
    }
  }

  /** a! b! / (a + b + 1)! */
  #weight(a: number, b: number): number {
    const key = a * 4096 + b;
    const known = this.#weights.get(key);
    if (known !== undefined) return known;
    let weight = 1 / (a + b + 1);
    for (let k = 1; k <= Math.min(a, b); k++) weight *= k / (a + b + 1 - k);
    this.#weights.set(key, weight);
    return weight;
  }
}
