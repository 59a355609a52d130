import { releaseBuffer } from '../core/let-go.ts';
import type { Work } from './work.ts';

/**
 * Sorts doubles by their bits, digit by digit from the least one on (LSD), eleven bits a digit: six passes at most, and none of them compares. Doubles
 * without a sign stand in the order of their bits as they are; those with one in the reverse order, which the last pass mends by filling their
 * places from behind. So the values travel as they are, and no bit pattern in between is a NaN that an engine may rewrite.
 * A digit that all share, as whole numbers share their lowest ones, costs no pass.
 * Source: Knuth, The Art of Computer Programming 3, 5.2.5; the digit's size from Herf (2001), "Radix tricks".
 */

const DIGIT = 1 << 11;
const DIGITS = 6;
/** The first of the top digit's places that hold a sign. */
const SIGNED = 1 << 8;
/** Fewer values are sorted sooner by comparing: every pass goes through all its places. */
const FEW = 1 << 13;
/** Values between two pauses. */
const STRIDE = 1 << 18;

export interface Sorted {
  /** As long as what came in. */
  readonly values: Float64Array;
  /** How many are no NaN; those come first. */
  readonly present: number;
}

/** A new array, ascending: -Infinity first, -0 before 0, NaN last, as `Float64Array.prototype.sort` has it. `values` stays as it is. */
export function* radixSort(values: Float64Array): Work<Sorted> {
  if (values.length <= FEW) {
    yield values.length * 4;
    return sortFew(values);
  }
  const kept = new Float64Array(values.length);
  const places = new Uint32Array(DIGIT * DIGITS);
  let present = 0;
  for (let from = 0; from < values.length; from += STRIDE) {
    present = takePresent(values.subarray(from, from + STRIDE), kept, present, places);
    yield STRIDE * 4;
  }
  const sorted = present <= FEW ? kept.subarray(0, present).sort() : yield* sortByDigits(kept.subarray(0, present), places);
  // The passes may end in the other of the two arrays.
  const whole = new Float64Array(sorted.buffer, 0, values.length);
  if (sorted.buffer !== kept.buffer) releaseBuffer(kept.buffer);
  whole.fill(NaN, present);
  return { values: whole, present };
}

/** By comparing; a table of ten thousand columns has no room, and no time, for digits of each. */
function sortFew(values: Float64Array): Sorted {
  const sorted = values.slice().sort();
  let present = sorted.length;
  while (present > 0 && sorted[present - 1] !== sorted[present - 1]) present--;
  return { values: sorted, present };
}

/** Copies what is no NaN behind the first `at` of `kept`, and counts the digits. @returns where the next one goes */
function takePresent(values: Float64Array, kept: Float64Array, at: number, counts: Uint32Array): number {
  const first = at;
  for (const value of values) {
    kept[at] = value;
    at += value === value ? 1 : 0;
  }
  const words = wordsOf(kept);
  for (let i = 2 * first; i < 2 * at; i += 2) {
    const low = words[i]!;
    const high = words[i + 1]!;
    counts[low & 2047]!++;
    counts[DIGIT + ((low >>> 11) & 2047)]!++;
    counts[2 * DIGIT + ((low >>> 22) | ((high & 1) << 10))]!++;
    counts[3 * DIGIT + ((high >>> 1) & 2047)]!++;
    counts[4 * DIGIT + ((high >>> 12) & 2047)]!++;
    counts[5 * DIGIT + (high >>> 23)]!++;
  }
  return at;
}

/** The halves of each double, the lower first: every machine that runs a browser keeps them so. */
const wordsOf = (values: Float64Array) => new Uint32Array(values.buffer, values.byteOffset, values.length * 2);

function* sortByDigits(values: Float64Array<ArrayBuffer>, counts: Uint32Array): Work<Float64Array<ArrayBuffer>> {
  // As long as the whole buffer, so that the missing ones find their room in either.
  let into = new Float64Array(values.buffer.byteLength / 8).subarray(0, values.length);
  let from = values;
  for (let digit = 0; digit < DIGITS; digit++) {
    const places = counts.subarray(digit * DIGIT, (digit + 1) * DIGIT);
    const shared = places.indexOf(values.length);
    // Even where all have a sign, the last pass has to turn them round.
    if (shared >= 0 && !(digit === DIGITS - 1 && shared >= SIGNED)) continue;
    countsToPlaces(places, digit);
    const words = wordsOf(from);
    for (let start = 0; start < from.length; start += STRIDE) {
      spread(digit, from, words, start, Math.min(from.length, start + STRIDE), into, places);
      yield STRIDE * 4;
    }
    [from, into] = [into, from];
  }
  if (into.buffer !== values.buffer) releaseBuffer(into.buffer);
  return from;
}

/** From how many values of a digit to where the first of them goes; for those with a sign, behind the last. */
function countsToPlaces(places: Uint32Array, digit: number): void {
  let taken = 0;
  const hasSigns = digit === DIGITS - 1;
  for (let at = 2 * SIGNED - 1; hasSigns && at >= SIGNED; at--) {
    taken += places[at]!;
    places[at] = taken;
  }
  for (let at = 0; at < (hasSigns ? SIGNED : DIGIT); at++) {
    const count = places[at]!;
    places[at] = taken;
    taken += count;
  }
}

/** One pass: each value to the next place of its digit. A loop a digit, so that none asks which it is. */
function spread(
  digit: number,
  from: Float64Array,
  words: Uint32Array,
  start: number,
  end: number,
  into: Float64Array,
  places: Uint32Array
): void {
  switch (digit) {
    case 0:
      for (let i = start; i < end; i++) into[places[words[2 * i]! & 2047]!++] = from[i]!;
      return;
    case 1:
      for (let i = start; i < end; i++) into[places[(words[2 * i]! >>> 11) & 2047]!++] = from[i]!;
      return;
    case 2:
      for (let i = start; i < end; i++) into[places[(words[2 * i]! >>> 22) | ((words[2 * i + 1]! & 1) << 10)]!++] = from[i]!;
      return;
    case 3:
      for (let i = start; i < end; i++) into[places[(words[2 * i + 1]! >>> 1) & 2047]!++] = from[i]!;
      return;
    case 4:
      for (let i = start; i < end; i++) into[places[(words[2 * i + 1]! >>> 12) & 2047]!++] = from[i]!;
      return;
    default:
      for (let i = start; i < end; i++) {
        const place = words[2 * i + 1]! >>> 23;
        if (place < SIGNED) into[places[place]!++] = from[i]!;
        else into[--places[place]!] = from[i]!;
      }
  }
}
