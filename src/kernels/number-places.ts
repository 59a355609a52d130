import { mix } from './row-hash.ts';

/** Finds the place of a number in a list: one look into a table, where a search by halves takes a dozen. */
export class NumberPlaces {
  private readonly numbers: Float64Array;
  /** Places, from 1; 0 = free. At most half are taken. */
  private readonly table: Int32Array;
  private readonly one = new Float64Array(1);
  private readonly words = new Uint32Array(this.one.buffer);

  /** @param numbers all different, none NaN; -0 is 0 */
  constructor(numbers: Float64Array) {
    this.numbers = numbers;
    this.table = new Int32Array(1 << (33 - Math.clz32(numbers.length)));
    for (let place = 0; place < numbers.length; place++) this.table[this.slotOf(numbers[place]!)] = place + 1;
  }

  /** @returns -1 where the number is not in the list */
  of(number: number): number {
    return this.table[this.slotOf(number)]! - 1;
  }

  private slotOf(number: number): number {
    const mask = this.table.length - 1;
    this.one[0] = number + 0;
    let slot = mix(this.words[0]! ^ Math.imul(this.words[1]!, 0x9e3779b9)) & mask;
    while (this.table[slot] !== 0 && this.numbers[this.table[slot]! - 1] !== number) slot = (slot + 1) & mask;
    return slot;
  }
}
