/** Decimals that are looked for, as what makes whole numbers of them. */
const SCALES = [1, 10, 100, 1e3, 1e4, 1e5, 1e6];
const FIRST_REACH = 1 << 12;
/** Whole numbers below this, of either sign, have a bit: 256 KiB when all of them are needed. */
const MOST_REACH = 1 << 20;

/**
 * The different numbers met among those with few decimals and of small size, a bit each. A number has a bit for good or never, so that what is noted here
 * and what is kept elsewhere are never the same.
 */
export class DecimalBits {
  /** Different numbers noted so far. */
  count = 0;
  private readonly scale: number;
  private reach = FIRST_REACH;
  private bits = new Uint32Array((2 * FIRST_REACH) / 32);

  private constructor(scale: number) {
    this.scale = scale;
  }

  /** Bits for numbers written like these, with as few decimals as will do; null where they are of another kind. */
  static for(sample: Float64Array): DecimalBits | null {
    const scale = SCALES.find((candidate) => sample.every((value) => wholeOf(value, candidate) !== null));
    return scale === undefined ? null : new DecimalBits(scale);
  }

  /**
   * Notes the numbers of `values[from .. to]` that can have a bit.
   * @param others is given the rest of them, but for NaN
   * @returns how many these are
   */
  noteAll(values: Float64Array, from: number, to: number, others: Float64Array): number {
    const { scale } = this;
    let left = 0;
    for (let i = from; i < to; i++) {
      const value = values[i]!;
      const whole = Math.floor(value * scale + 0.5);
      if (whole / scale === value && whole < MOST_REACH && whole >= -MOST_REACH) this.set(whole);
      else if (value === value) others[left++] = value;
    }
    return left;
  }

  /** @returns false for a number that can't have a bit */
  note(value: number): boolean {
    const whole = wholeOf(value, this.scale);
    if (whole !== null) this.set(whole);
    return whole !== null;
  }

  /** Every number noted, ascending. */
  numbers(): Float64Array {
    const { bits, reach, scale } = this;
    const numbers = new Float64Array(this.count);
    let found = 0;
    for (let word = 0; word < bits.length; word++) {
      for (let left = bits[word]!; left !== 0; left &= left - 1)
        numbers[found++] = (word * 32 + 31 - Math.clz32(left & -left) - reach) / scale;
    }
    return numbers;
  }

  private set(whole: number): void {
    while (whole >= this.reach || whole < -this.reach) this.grow();
    const at = whole + this.reach;
    const word = at >>> 5;
    const bit = 1 << (at & 31);
    const before = this.bits[word]!;
    if ((before & bit) !== 0) return;
    this.bits[word] = before | bit;
    this.count++;
  }

  private grow(): void {
    const reach = this.reach * 4;
    const bits = new Uint32Array((2 * reach) / 32);
    bits.set(this.bits, (reach - this.reach) / 32);
    this.bits = bits;
    this.reach = reach;
  }
}

/** The whole number that is `value` times `scale`, or null when there is none that gives it back, or it is too large. */
function wholeOf(value: number, scale: number): number | null {
  const whole = Math.floor(value * scale + 0.5);
  return whole / scale === value && whole < MOST_REACH && whole >= -MOST_REACH ? whole : null;
}
