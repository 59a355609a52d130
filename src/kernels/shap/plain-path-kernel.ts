import { BEFORE, CASES, CATEGORY, FEATURE, INTS, IS_RIGHT, type LaidTree, MISSING_LEFT, PARENT, PLAYER } from './lay-out-tree.ts';
import type { PathKernel, PathRows } from './path-kernel.ts';

/** The plain twin: what the kernel in WebAssembly must give to the bit. */
export class PlainPathKernel implements PathKernel {
  readonly #rows: PathRows;
  readonly #values: Float64Array;
  #goesLeft = new Uint8Array(0);
  #isOn = new Uint8Array(0);
  #work = new Float64Array(0);

  constructor(rows: PathRows) {
    this.#rows = rows;
    this.#values = new Float64Array(rows.rows * rows.players);
  }

  addTree(tree: LaidTree, from: number, to: number): void {
    this.#goesLeft = new Uint8Array(tree.size);
    this.#isOn = new Uint8Array(tree.size);
    this.#work = new Float64Array(tree.size * tree.points);
    for (let row = from; row < to; row++) {
      this.#goDown(tree, row);
      this.#comeUp(tree, row);
    }
  }

  /** The product over the players, at each node. */
  #goDown(tree: LaidTree, row: number): void {
    const { size, points, ints, numbers, tables } = tree;
    const [work, isOn, goesLeft] = [this.#work, this.#isOn, this.#goesLeft];
    for (let node = 0; node < size; node++) {
      const own = node * INTS;
      if (node === 0) {
        work.fill(1, 0, points);
        isOn[0] = 1;
      } else {
        const parent = ints[own + PARENT]!;
        const before = ints[own + BEFORE]!;
        const wasOn = before < 0 ? 1 : isOn[before]!;
        isOn[node] = wasOn & (goesLeft[parent]! ^ ints[own + IS_RIGHT]!);
        const table = tableOf(tree, node, isOn[node]!, wasOn);
        for (let q = 0; q < points; q++) work[node * points + q] = work[parent * points + q]! * tables[table + q]!;
      }
      const feature = ints[own + FEATURE]!;
      if (feature < 0) for (let q = 0; q < points; q++) work[node * points + q]! *= numbers[2 * node + 1]!;
      else goesLeft[node] = this.#isLeft(tree, node, row, feature);
    }
  }

  #isLeft({ ints, numbers }: LaidTree, node: number, row: number, feature: number): number {
    const { x, cols, categoryBits } = this.#rows;
    const value = x[row * cols + feature]!;
    if (value !== value) return ints[node * INTS + MISSING_LEFT]!;
    const words = ints[node * INTS + CATEGORY]!;
    if (words < 0) return value <= numbers[2 * node]! ? 1 : 0;
    return (categoryBits[words + (value >>> 5)]! >>> (value & 31)) & 1;
  }

  /** The sums of the leaves below each node, and what they are worth to the player of the edge above it. The right child comes first, and begins the sum. */
  #comeUp(tree: LaidTree, row: number): void {
    const { size, points, ints, tables } = tree;
    const [work, isOn] = [this.#work, this.#isOn];
    const { players } = this.#rows;
    for (let node = size - 1; node > 0; node--) {
      const own = node * INTS;
      const before = ints[own + BEFORE]!;
      const table = tableOf(tree, node, isOn[node]!, before < 0 ? 1 : isOn[before]!) + points;
      const up = ints[own + PARENT]! * points;
      const isRight = ints[own + IS_RIGHT] === 1;
      let [even, odd] = [0, 0];
      for (let q = 0; q < points; q += 2) {
        const [a, b] = [work[node * points + q]!, work[node * points + q + 1]!];
        even += a * tables[table + q]!;
        odd += b * tables[table + q + 1]!;
        work[up + q] = isRight ? a : work[up + q]! + a;
        work[up + q + 1] = isRight ? b : work[up + q + 1]! + b;
      }
      this.#values[row * players + ints[own + PLAYER]!]! += even + odd;
    }
  }

  values(): Float64Array {
    return this.#values;
  }
}

const tableOf = ({ points }: LaidTree, node: number, isOn: number, wasOn: number): number =>
  (node * CASES + (isOn === 1 ? 0 : 2 - wasOn)) * 2 * points;
