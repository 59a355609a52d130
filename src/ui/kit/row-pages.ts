/** Fetches rows in pages, each once, and keeps the most recently seen. */
export class RowPages<R> {
  readonly #load: (start: number, count: number) => Promise<readonly R[]>;
  readonly #onArrive: () => void;
  readonly #pages = new Map<number, readonly R[] | null>();
  readonly size: number;
  readonly #keep: number;

  constructor(load: (start: number, count: number) => Promise<readonly R[]>, onArrive: () => void, size = 100, keep = 20) {
    this.#load = load;
    this.#onArrive = onArrive;
    this.size = size;
    this.#keep = keep;
  }

  /** The row, or undefined while it is on its way. */
  at(index: number): R | undefined {
    const page = Math.floor(index / this.size);
    if (!this.#pages.has(page)) void this.#fetch(page);
    return this.#pages.get(page)?.[index % this.size];
  }

  async #fetch(page: number): Promise<void> {
    this.#pages.set(page, null);
    try {
      const rows = await this.#load(page * this.size, this.size);
      this.#pages.delete(page);
      this.#pages.set(page, rows);
    } catch {
      // A page that could not be read may be asked for again; whoever loads says what went wrong.
      this.#pages.delete(page);
      return;
    }
    for (const old of this.#pages.keys()) {
      if (this.#pages.size <= this.#keep) break;
      this.#pages.delete(old);
    }
    this.#onArrive();
  }
}
