const DIGIT: i32 = 1 << 11;
const DIGITS: i32 = 6;

/** Bits whose order as whole numbers without a sign is that of the numbers: -0 before 0. */
function keyOf(bits: u64): u64 {
  return bits ^ ((((bits as i64) >> 63) as u64) | 0x8000000000000000);
}

function bitsOf(key: u64): u64 {
  return key ^ ((((~key as i64) >> 63) as u64) | 0x8000000000000000);
}

/**
 * Sorts numbers ascending, digit by digit of their bits from the least one on; a digit that all share costs no pass.
 * Source: Knuth, The Art of Computer Programming 3, 5.2.5.
 * @param counts room for 6 * 2048 u32
 * @returns where the sorted numbers stand: `values` or `spare`
 */
export function sortByDigits(values: usize, count: i32, spare: usize, counts: usize): usize {
  memory.fill(counts, 0, (DIGIT * DIGITS * 4) as usize);
  for (let i: usize = 0; i < (count as usize) << 3; i += 8) {
    const key = keyOf(load<u64>(values + i));
    store<u64>(values + i, key);
    for (let d: i32 = 0; d < DIGITS; d++) {
      const at = counts + (((d * DIGIT) as usize) << 2) + ((((key >> ((11 * d) as u64)) & 2047) as usize) << 2);
      store<u32>(at, load<u32>(at) + 1);
    }
  }
  let from = values;
  let to = spare;
  for (let d: i32 = 0; d < DIGITS; d++) {
    if (!placesOf(counts + (((d * DIGIT) as usize) << 2), count)) continue;
    scatter(from, to, count, counts + (((d * DIGIT) as usize) << 2), (11 * d) as u64);
    const other = from;
    from = to;
    to = other;
  }
  for (let i: usize = 0; i < (count as usize) << 3; i += 8) store<u64>(from + i, bitsOf(load<u64>(from + i)));
  return from;
}

/** Makes of the counts of a digit where each of its values begins. @returns whether it tells anything apart */
function placesOf(counts: usize, count: i32): bool {
  let sum: u32 = 0;
  for (let i: usize = 0; i < (DIGIT as usize) << 2; i += 4) {
    const own = load<u32>(counts + i);
    if (own == (count as u32)) return false;
    store<u32>(counts + i, sum);
    sum += own;
  }
  return true;
}

function scatter(from: usize, to: usize, count: i32, places: usize, shift: u64): void {
  for (let i: usize = 0; i < (count as usize) << 3; i += 8) {
    const key = load<u64>(from + i);
    const at = places + ((((key >> shift) & 2047) as usize) << 2);
    const place = load<u32>(at);
    store<u32>(at, place + 1);
    store<u64>(to + ((place as usize) << 3), key);
  }
}
