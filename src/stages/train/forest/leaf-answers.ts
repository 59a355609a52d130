import { below, type Rng } from '../../../core/rng.ts';
import type { ReadTree } from '../../../kernels/forest/read-tree.ts';

/** What the rows of each leaf answered, leaf after leaf in the order the trees are packed. */
export interface PackedAnswers {
  /** Where the answers of a leaf begin, and behind the last leaf where they end. */
  readonly starts: Int32Array;
  readonly answers: Float64Array;
  /** How much each counts within its leaf; those of a leaf sum to 1. */
  readonly shares: Float64Array;
}

/** Keeps answers of the rows a tree grew on, at most so many a leaf, drawn evenly. Source: Meinshausen (2006), "Quantile regression forests". */
export class LeafAnswers {
  readonly #y: ArrayLike<number>;
  readonly #weights: Float64Array | null;
  readonly #most: number;
  readonly #rng: Rng;
  readonly #starts: number[] = [0];
  readonly #answers: number[] = [];
  readonly #shares: number[] = [];

  constructor(y: ArrayLike<number>, weights: Float64Array | null, most: number, rng: Rng) {
    this.#y = y;
    this.#weights = weights;
    this.#most = most;
    this.#rng = rng;
  }

  get kept(): number {
    return this.#answers.length;
  }

  add({ nodes }: ReadTree): void {
    for (let node = 0; node < nodes.size; node++) {
      if (nodes.feature[node]! >= 0) continue;
      const rows = this.#drawn(nodes.order.subarray(nodes.from[node], nodes.to[node]));
      const weightOf = (row: number) => nodes.counts[row]! * (this.#weights ? this.#weights[row]! : 1);
      const total = rows.reduce((sum, row) => sum + weightOf(row), 0);
      for (const row of rows) {
        this.#answers.push(this.#y[row]!);
        this.#shares.push(weightOf(row) / total);
      }
      this.#starts.push(this.#answers.length);
    }
  }

  /** Drawn without putting back. Source: Knuth, "Seminumerical algorithms", 3.4.2, algorithm P. */
  #drawn(rows: Uint32Array | Int32Array): number[] {
    const left = Array.from(rows);
    if (left.length <= this.#most) return left;
    for (let i = 0; i < this.#most; i++) {
      const other = i + below(this.#rng, left.length - i);
      [left[i], left[other]] = [left[other]!, left[i]!];
    }
    return left.slice(0, this.#most);
  }

  packed = (): PackedAnswers => ({
    starts: Int32Array.from(this.#starts),
    answers: Float64Array.from(this.#answers),
    shares: Float64Array.from(this.#shares)
  });
}
