/** Watches whether numbers rise or fall, over all pieces of a column. */
export class OrderWatch {
  rises = true;
  falls = true;
  /** No two neighbours are equal. Like the next, of use only while the numbers are monotone; nobody looks on after that. */
  isStrict = true;
  /** Every step is 1, as in a row number. */
  countsUp = true;
  first = NaN;
  private last = NaN;

  /** @returns how many values are not missing */
  see(values: Float64Array): number {
    let { last } = this;
    let count = 0;
    for (const value of values) {
      if (value !== value) continue;
      count++;
      if (count === 1 && last !== last) this.first = value;
      else if (this.isMonotone) this.step(last, value);
      last = value;
    }
    this.last = last;
    return count;
  }

  private step(last: number, value: number): void {
    if (value < last) this.rises = false;
    else if (value > last) this.falls = false;
    else this.isStrict = false;
    if (value !== last + 1) this.countsUp = false;
  }

  get isMonotone(): boolean {
    return this.rises || this.falls;
  }
}
