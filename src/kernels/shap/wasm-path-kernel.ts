import { WasmRoom } from '../trees/wasm-room.ts';
import type { LaidTree } from './lay-out-tree.ts';
import type { PathKernel, PathRows } from './path-kernel.ts';

/** What assembly/index.ts offers; each is described where it stands. */
export interface PathExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  firstFree(): number;
  addTree(...addressesAndSizes: number[]): void;
}

/** Rows and their values in WebAssembly; a tree is laid beside them for as long as it is gone over. */
export class WasmPathKernel implements PathKernel {
  readonly #run: PathExports;
  readonly #rows: PathRows;
  readonly #room: WasmRoom;
  readonly #at: Readonly<Record<'x' | 'values' | 'bits', number>>;
  #laid: {
    readonly tree: LaidTree;
    readonly ints: number;
    readonly numbers: number;
    readonly tables: number;
    readonly flags: number;
    readonly work: number;
  } | null = null;
  readonly #giveBack: () => void;

  constructor(run: PathExports, rows: PathRows) {
    const { x, players, categoryBits } = rows;
    this.#run = run;
    this.#rows = rows;
    this.#room = new WasmRoom(run.memory, run.firstFree());
    this.#at = {
      x: this.#room.reserve(8 * x.length),
      values: this.#room.reserve(8 * rows.rows * players),
      bits: this.#room.reserve(4 * categoryBits.length)
    };
    this.#room.numbers(this.#at.x, x.length).set(x);
    this.#room.numbers(this.#at.values, rows.rows * players).fill(0);
    this.#room.places(this.#at.bits, categoryBits.length).set(categoryBits);
    this.#giveBack = this.#room.mark();
  }

  addTree(tree: LaidTree, from: number, to: number): void {
    const { size, points } = tree;
    const { ints, numbers, tables, flags, work } = this.#layOut(tree);
    const { cols, players } = this.#rows;
    const { x, values, bits } = this.#at;
    const [own, into] = [x + 8 * from * cols, values + 8 * from * players];
    this.#run.addTree(size, points, ints, numbers, tables, bits, own, to - from, cols, into, players, flags, work);
  }

  /** A tree that is gone over in several stretches of rows is laid out once. */
  #layOut(tree: LaidTree) {
    if (this.#laid?.tree === tree) return this.#laid;
    this.#giveBack();
    const [ints, numbers, tables] = [4 * tree.ints.length, 8 * tree.numbers.length, 8 * tree.tables.length].map((bytes) =>
      this.#room.reserve(bytes)
    );
    const [flags, work] = [this.#room.reserve(2 * tree.size), this.#room.reserve(8 * tree.size * tree.points)];
    this.#room.wholes(ints!, tree.ints.length).set(tree.ints);
    this.#room.numbers(numbers!, tree.numbers.length).set(tree.numbers);
    this.#room.numbers(tables!, tree.tables.length).set(tree.tables);
    return (this.#laid = { tree, ints: ints!, numbers: numbers!, tables: tables!, flags, work });
  }

  values(): Float64Array {
    return this.#room.numbers(this.#at.values, this.#rows.rows * this.#rows.players).slice();
  }
}
