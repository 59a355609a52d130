import { KNOWN, KNOWN_SLOTS, MOST_REGISTERS, OUT, REGISTERS } from './memory';

/** Notes the numbers of OUT in REGISTERS; NaN is left out. As `note` in ../distinct-counter.ts. */
export function noteDistinct(count: i32): void {
  for (let i = 0; i < count; i++) {
    const value = load<f64>(OUT + i * 8);
    if (value != value) continue;
    const hash = mixed(value);
    const register = REGISTERS + (hash & (MOST_REGISTERS - 1));
    const rank = clz<u32>(hash >>> 12) - 11;
    if (rank > load<u8>(register)) store<u8>(register, rank);
  }
}

/**
 * Moves to the front of OUT those numbers that are not known to have been met before, and leaves out NaN. What is forgotten comes again.
 * @param set who asks, from 1 on
 * @returns how many are left
 */
export function dropKnown(count: i32, set: f64): i32 {
  let left = 0;
  for (let i = 0; i < count; i++) {
    const value = load<f64>(OUT + i * 8) + 0;
    if (value != value) continue;
    const slot = KNOWN + ((mixed(value) ^ ((set as u32) * 0x9e3779b1)) & (KNOWN_SLOTS - 1)) * 16;
    if (load<f64>(slot) == value && load<f64>(slot, 8) == set) continue;
    store<f64>(slot, value);
    store<f64>(slot, set, 8);
    store<f64>(OUT + left * 8, value);
    left++;
  }
  return left;
}

/** As in ../distinct-counter.ts. */
function mixed(value: f64): u32 {
  const word = reinterpret<u64>(value + 0);
  const low = word as u32;
  const high = (word >>> 32) as u32;
  let h: u32 = (low ^ (high * 0x9e3779b1)) * 0x85ebca6b;
  h ^= h >>> 15;
  h = (h ^ high) * 0xc2b2ae35;
  h ^= h >>> 16;
  h = h * 0x27d4eb2f;
  return h ^ (h >>> 15);
}
