import type { NearestPoints } from '../../core/nearest.ts';

/** The nearest points found so far, of one query after the other. */
export class NearestList implements NearestPoints {
  readonly rows: Int32Array;
  readonly far: Float64Array;
  readonly #count: number;
  #from = 0;
  #size = 0;

  constructor(queries: number, count: number) {
    this.rows = new Int32Array(queries * count);
    this.far = new Float64Array(queries * count);
    this.#count = count;
  }

  begin(query: number): void {
    this.#from = query * this.#count;
    this.#size = 0;
  }

  /** What is farther than this has no place. */
  get limit(): number {
    return this.#size < this.#count ? Infinity : this.far[this.#from + this.#count - 1]!;
  }

  offer(row: number, far: number): void {
    let at = this.#from + Math.min(this.#size, this.#count - 1);
    if (this.#size < this.#count) this.#size++;
    else if (!this.#goesBefore(row, far, at)) return;
    for (; at > this.#from && this.#goesBefore(row, far, at - 1); at--) {
      this.rows[at] = this.rows[at - 1]!;
      this.far[at] = this.far[at - 1]!;
    }
    this.rows[at] = row;
    this.far[at] = far;
  }

  #goesBefore(row: number, far: number, at: number): boolean {
    return far < this.far[at]! || (far === this.far[at]! && row < this.rows[at]!);
  }
}
