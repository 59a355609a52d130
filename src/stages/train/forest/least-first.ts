interface Entry {
  readonly key: number;
  readonly node: number;
}

/** Nodes by a key, the least first; of equal ones the lower number. A binary heap (Williams, 1964, "Algorithm 232"). */
export class LeastFirst {
  readonly #entries: Entry[] = [];

  push(key: number, node: number): void {
    const entries = this.#entries;
    let at = entries.push({ key, node }) - 1;
    while (at > 0 && isBefore(entries[at]!, entries[(at - 1) >> 1]!)) at = this.#swap(at, (at - 1) >> 1);
  }

  pop(): Entry | undefined {
    const entries = this.#entries;
    const first = entries[0];
    const last = entries.pop();
    if (entries.length === 0 || !last) return first;
    entries[0] = last;
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const child = right < entries.length && isBefore(entries[right]!, entries[left]!) ? right : left;
      if (child >= entries.length || !isBefore(entries[child]!, entries[at]!)) return first;
      at = this.#swap(at, child);
    }
  }

  #swap(a: number, b: number): number {
    [this.#entries[a], this.#entries[b]] = [this.#entries[b]!, this.#entries[a]!];
    return b;
  }
}

const isBefore = (a: Entry, b: Entry) => a.key < b.key || (a.key === b.key && a.node < b.node);
