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
    this.follow(values);
    return countThere(values);
  }

  /** The same for who knows how many are missing. */
  follow(values: Float64Array): void {
    for (let at = 0; at < values.length && this.isMonotone; at++) {
      const value = values[at]!;
      if (value !== value) continue;
      if (this.last !== this.last) this.first = value;
      else this.step(this.last, value);
      this.last = value;
    }
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

function countThere(values: Float64Array): number {
  let missing = 0;
  for (const value of values) if (value !== value) missing++;
  return values.length - missing;
}
