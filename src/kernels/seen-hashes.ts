/** A set of hashes of 64 bits that only grows: open addressing over two words a place, half full at most. Some 40 bytes a member at worst. */
export class SeenHashes {
  private low = new Uint32Array(1024);
  private high = new Uint32Array(1024);
  private size = 0;
  private hasZero = false;

  /** @returns whether it is new */
  add(low: number, high: number): boolean {
    if (low === 0 && high === 0) {
      const isNew = !this.hasZero;
      this.hasZero = true;
      return isNew;
    }
    if (this.size * 2 >= this.low.length) this.grow();
    return this.place(low, high);
  }

  private place(low: number, high: number): boolean {
    const mask = this.low.length - 1;
    let at = (low ^ (high >>> 7)) & mask;
    while (this.low[at] !== 0 || this.high[at] !== 0) {
      if (this.low[at] === low && this.high[at] === high) return false;
      at = (at + 1) & mask;
    }
    this.low[at] = low;
    this.high[at] = high;
    this.size++;
    return true;
  }

  private grow(): void {
    const [low, high] = [this.low, this.high];
    this.low = new Uint32Array(low.length * 2);
    this.high = new Uint32Array(high.length * 2);
    this.size = 0;
    for (let at = 0; at < low.length; at++) if (low[at] !== 0 || high[at] !== 0) this.place(low[at]!, high[at]!);
  }
}
