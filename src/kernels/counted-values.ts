import { mix } from './row-hash.ts';

/** How often each number was seen, as long as there are few different ones. Open addressing, half full at most; -0 is 0, NaN is left out. */
export class CountedValues {
  private values = new Float64Array(1024);
  private counts = new Float64Array(1024);
  private size = 0;
  private readonly one = new Float64Array(1);
  private readonly words = new Uint32Array(this.one.buffer);

  private readonly most: number;

  constructor(most = 1 << 16) {
    this.most = most;
  }

  /** @returns how many of the values were counted: fewer than there are where the next one would be one different value too many */
  add(values: Float64Array): number {
    for (let i = 0; i < values.length; i++) {
      const value = values[i]! + 0;
      if (value !== value) continue;
      const at = this.find(value);
      if (this.counts[at] === 0) {
        if (this.size === this.most) return i;
        this.values[at] = value;
        this.size++;
      }
      this.counts[at]!++;
      if (this.size * 2 > this.values.length) this.grow();
    }
    return values.length;
  }

  /** Where the value is, or where it would go. */
  private find(value: number): number {
    const mask = this.values.length - 1;
    this.one[0] = value;
    let at = mix(this.words[0]! ^ Math.imul(this.words[1]!, 0x9e3779b1)) & mask;
    while (this.counts[at] !== 0 && this.values[at] !== value) at = (at + 1) & mask;
    return at;
  }

  private grow(): void {
    const [values, counts] = [this.values, this.counts];
    this.values = new Float64Array(values.length * 2);
    this.counts = new Float64Array(counts.length * 2);
    for (let i = 0; i < values.length; i++) {
      if (counts[i] === 0) continue;
      const at = this.find(values[i]!);
      this.values[at] = values[i]!;
      this.counts[at] = counts[i]!;
    }
  }

  /** The different values, ascending, and how often each was seen. */
  sorted(): { readonly values: Float64Array; readonly counts: Float64Array } {
    const values = this.values.filter((_, at) => this.counts[at]! > 0).sort();
    return { values, counts: values.map((value) => this.counts[this.find(value)]!) };
  }
}
