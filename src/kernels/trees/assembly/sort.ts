import { sortByDigits } from './radix';

/** Two digits of this many places cut the way from the least to the largest into four million even cells. */
const PLACES: i32 = 1 << 11;
/** So many steps of a value to its place, on the average, cost as much as the digits of its bits. */
const MOST_STEPS: i32 = 3;

let least: f64 = 0;
let perUnit: f64 = 0;

/**
 * Sorts the numbers among the values ascending, -0 before 0. Where they lie somewhat evenly, by their place on the way from the least to the largest, and then
 * each a few steps at most; else digit by digit of their bits.
 * @param counts room for 6 * 2048 u32
 * @returns where the sorted numbers stand: `values` or `spare`; how many there are is in `sortedCount`
 */
export function sort(values: usize, count: i32, spare: usize, counts: usize): usize {
  const present = keepNumbers(values, count);
  sortedCount = present;
  perUnit = ((PLACES * PLACES - 1) as f64) / (largest - least);
  if (present > 0 && isFinite(perUnit) && perUnit > 0 && isEven(values, present, counts)) {
    startsOf(counts);
    startsOf(counts + (PLACES << 2));
    scatter(values, spare, present, counts, 0);
    scatter(spare, values, present, counts + (PLACES << 2), 11);
    if (settle(values, present)) return values;
  }
  return sortByDigits(values, present, spare, counts);
}

export let sortedCount: i32 = 0;
let largest: f64 = 0;

/** Moves the numbers to the front. @returns how many there are */
function keepNumbers(values: usize, count: i32): i32 {
  let to = values;
  least = Infinity;
  largest = -Infinity;
  for (let at = values; at < values + ((count as usize) << 3); at += 8) {
    const bits = load<u64>(at);
    const value = reinterpret<f64>(bits);
    store<u64>(to, bits);
    to += value == value ? 8 : 0;
    least = value < least ? value : least;
    largest = value > largest ? value : largest;
  }
  return ((to - values) >> 3) as i32;
}

/** Added to a number it leaves the nearest whole one in the lowest bits. */
const ROUNDER: f64 = 4503599627370496;

function cellOf(value: f64): u32 {
  return (reinterpret<u64>((value - least) * perUnit + ROUNDER) & 0x3fffff) as u32;
}

/** Counts both digits. @returns whether few values share a cell, by how many share the upper digit */
function isEven(values: usize, count: i32, counts: usize): bool {
  memory.fill(counts, 0, (PLACES << 3) as usize);
  const upper = counts + (PLACES << 2);
  for (let at = values; at < values + ((count as usize) << 3); at += 8) {
    const cell = cellOf(load<f64>(at));
    const low = counts + (((cell & 2047) as usize) << 2);
    const high = upper + (((cell >> 11) as usize) << 2);
    store<u32>(low, load<u32>(low) + 1);
    store<u32>(high, load<u32>(high) + 1);
  }
  let pairs: f64 = 0;
  for (let at = upper; at < upper + (PLACES << 2); at += 4) pairs += (load<u32>(at) as f64) * (load<u32>(at) as f64);
  return pairs < ((4 * MOST_STEPS * PLACES) as f64) * (count as f64);
}

/** Makes of the counts of a digit where each of its values begins. */
function startsOf(counts: usize): void {
  let sum: u32 = 0;
  for (let at = counts; at < counts + (PLACES << 2); at += 4) {
    const own = load<u32>(at);
    store<u32>(at, sum);
    sum += own;
  }
}

function scatter(from: usize, to: usize, count: i32, places: usize, shift: u32): void {
  for (let at = from; at < from + ((count as usize) << 3); at += 8) {
    const value = load<f64>(at);
    const own = places + ((((cellOf(value) >> shift) & 2047) as usize) << 2);
    const place = load<u32>(own);
    store<u32>(own, place + 1);
    store<f64>(to + ((place as usize) << 3), value);
  }
}

/** Bits whose order as whole numbers with a sign is that of the numbers. */
function orderOf(bits: i64): i64 {
  return bits ^ ((bits >> 63) & i64.MAX_VALUE);
}

/** Puts in order what is nearly so, each value by steps to the left. @returns whether the steps sufficed; all values are still there if not */
function settle(values: usize, count: i32): bool {
  let left = 4 * (MOST_STEPS as i64) * (count as i64) + 64;
  let before = i64.MIN_VALUE;
  for (let at = values; at < values + ((count as usize) << 3); at += 8) {
    const bits = load<i64>(at);
    const own = orderOf(bits);
    if (own >= before) {
      before = own;
      continue;
    }
    let to = at;
    while (to > values && orderOf(load<i64>(to - 8)) > own) {
      store<i64>(to, load<i64>(to - 8));
      to -= 8;
      left--;
    }
    store<i64>(to, bits);
    if (left < 0) return false;
  }
  return true;
}
