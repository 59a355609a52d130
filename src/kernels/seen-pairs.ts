/** The first row of each hash of 64 bits: open addressing, sized for a known number of rows. */
export class SeenPairs {
  private readonly low: Uint32Array;
  private readonly high: Uint32Array;
  private readonly rows: Int32Array;

  constructor(rows: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, rows * 2)));
    this.low = new Uint32Array(size);
    this.high = new Uint32Array(size);
    this.rows = new Int32Array(size).fill(-1);
  }

  /** @returns the first row with this hash, which stays the one; -1 when this row is it */
  earlier(low: number, high: number, row: number): number {
    const mask = this.rows.length - 1;
    let at = (low ^ (high >>> 5)) & mask;
    while (this.rows[at]! >= 0) {
      if (this.low[at] === low && this.high[at] === high) return this.rows[at]!;
      at = (at + 1) & mask;
    }
    this.low[at] = low;
    this.high[at] = high;
    this.rows[at] = row;
    return -1;
  }
}
