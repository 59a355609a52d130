import type { Table } from '../../core/table.ts';
import { tableBytes } from '../../core/table-bytes.ts';
import { countWasm } from '../../kernels/count-wasm.ts';

/** What one fit holds beside the table of the experiment. */
export interface HeldByFit {
  /** The rows it learns from, and what the recipe made of them. */
  tables(...tables: readonly Table[]): void;
  /** Typed arrays of a learner that are known by their shape. */
  bytes(count: number): void;
}

/**
 * The most memory that a run held at once, as far as it can be counted: the columns it reads, what the recipe makes of them, the matrix of a learner
 * and the memory of the WebAssembly kernels. Small objects, and what a network keeps on its backend, are not seen.
 */
export class MemoryMeter {
  readonly #base: readonly Table[];
  #peak: number;

  /** @param base held from the beginning to the end */
  constructor(...base: readonly Table[]) {
    this.#base = base;
    this.#peak = tableBytes(...base);
  }

  get peakBytes(): number {
    return this.#peak;
  }

  /** Does a fit, and counts what it held when it ended. */
  async during<T>(fit: (held: HeldByFit) => Promise<T>): Promise<T> {
    const tables: Table[] = [];
    let bytes = 0;
    const wasmBytes = countWasm();
    try {
      return await fit({ tables: (...more) => void tables.push(...more), bytes: (count) => void (bytes += count) });
    } finally {
      this.#peak = Math.max(this.#peak, tableBytes(...this.#base, ...tables) + bytes + wasmBytes());
    }
  }
}
