/** 64 bits in two words. */
export interface Bits64 {
  readonly high: number;
  readonly low: number;
}

/** Bits that differ, 0 to 64. */
export const hammingDistance = (a: Bits64, b: Bits64): number => bitCount(a.high ^ b.high) + bitCount(a.low ^ b.low);

function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

const PARTS = 4;
const PART_BITS = 16;
/** Bits that may differ in a part: of two codes at most seven bits apart, one of four parts differs in one bit at most. */
const PROBES: readonly number[] = [0, ...Array.from({ length: PART_BITS }, (_, bit) => 1 << bit)];

/** The largest distance that is found without fail. */
export const MOST_DISTANCE = 2 * PARTS - 1;

/**
 * Finds codes a few bits away without looking at all of them: each of four parts of 16 bits has a table of its own.
 * Source: Norouzi, Punjani & Fleet (2012), "Fast search in Hamming space with multi-index hashing".
 */
export class HammingIndex {
  readonly #codes: Bits64[] = [];
  readonly #tables: readonly Map<number, number[]>[] = Array.from({ length: PARTS }, () => new Map<number, number[]>());

  /** @returns its place, counted from 0 */
  add(code: Bits64): number {
    const place = this.#codes.push(code) - 1;
    for (const [part, table] of this.#tables.entries()) {
      const key = partOf(code, part);
      const places = table.get(key);
      if (places) places.push(place);
      else table.set(key, [place]);
    }
    return place;
  }

  /**
   * Places of the codes at most `most` bits away, nearest first, then the earliest.
   * @param most up to MOST_DISTANCE
   */
  near(code: Bits64, most: number): { readonly place: number; readonly distance: number }[] {
    const seen = new Set<number>();
    const found: { place: number; distance: number }[] = [];
    for (const [part, table] of this.#tables.entries()) {
      const key = partOf(code, part);
      for (const probe of PROBES) {
        for (const place of table.get(key ^ probe) ?? []) {
          if (seen.has(place)) continue;
          seen.add(place);
          const distance = hammingDistance(code, this.#codes[place]!);
          if (distance <= most) found.push({ place, distance });
        }
      }
    }
    return found.sort((a, b) => a.distance - b.distance || a.place - b.place);
  }
}

const partOf = ({ high, low }: Bits64, part: number): number => ((part < 2 ? high : low) >>> (part % 2 === 0 ? PART_BITS : 0)) & 0xffff;
