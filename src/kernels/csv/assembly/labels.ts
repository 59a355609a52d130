import { startAnswer, countMissing } from './answer';
import { BYTES, ENDS, LABELS, LABEL_SLOTS, OUT, QUOTED, STARTS } from './memory';

/** Longer texts are left to the dictionary. */
const MOST_LENGTH: i32 = 16;
const SLOT_BYTES: i32 = 24;

/** 2^64 by the golden ratio. */
const SPREAD: u64 = ((0x9e3779b9 as u64) << 32) | 0x7f4a7c15;

// The text being looked up: its bytes, and its set and length.
let low: u64 = 0;
let high: u64 = 0;
let key: u32 = 0;

/**
 * Reads a column of labels into OUT as codes plus 1 (i32), 0 = missing, as far as the cache knows them. The cache forgets what two
 * other texts with the same slots come after.
 * @param set whose codes they are
 * @returns rows read; it stops before a text that the cache does not know, is too long for it, or is empty in quotes
 */
export function scanLabels(field: i32, width: i32, count: i32, set: i32): i32 {
  startAnswer();
  for (let row = 0; row < count; row++, field += width) {
    const start = load<i32>(STARTS + field * 4);
    const length = load<i32>(ENDS + field * 4) - start;
    if (length == 0) {
      if (load<u8>(QUOTED + field)) return row;
      store<i32>(OUT + row * 4, 0);
      countMissing();
      continue;
    }
    if (length > MOST_LENGTH) return row;
    let slot = find(BYTES + start, length, set);
    if (!isAt(slot)) {
      slot += SLOT_BYTES;
      if (!isAt(slot)) return row;
    }
    store<i32>(OUT + row * 4, load<i32>(slot, 20));
  }
  return count;
}

/** Keeps the code plus 1 of a field's text for `scanLabels`. */
export function keepLabel(field: i32, set: i32, codePlusOne: i32): void {
  const start = load<i32>(STARTS + field * 4);
  const length = load<i32>(ENDS + field * 4) - start;
  if (length == 0 || length > MOST_LENGTH) return;
  const slot = find(BYTES + start, length, set);
  memory.copy(slot + SLOT_BYTES, slot, SLOT_BYTES);
  store<u64>(slot, low);
  store<u64>(slot, high, 8);
  store<u32>(slot, key, 16);
  store<i32>(slot, codePlusOne, 20);
}

/** Whether the text looked up stands in a slot. */
function isAt(slot: usize): bool {
  return load<u32>(slot, 16) == key && load<u64>(slot) == low && load<u64>(slot, 8) == high;
}

/** The first of the two slots that a text may stand in; it also fills `low`, `high` and `key`. */
function find(at: usize, length: i32, set: i32): usize {
  low = load<u64>(at);
  high = 0;
  if (length < 8) low &= ((1 as u64) << (length * 8)) - 1;
  else if (length > 8) high = load<u64>(at, 8) & (u64.MAX_VALUE >>> ((16 - length) * 8));
  key = (set << 5) | length;
  const mixed = (low ^ rotl<u64>(high, 31) ^ ((key as u64) << 20)) * SPREAD;
  const pair = (mixed >>> 50) as i32;
  return LABELS + (pair & (LABEL_SLOTS / 2 - 1)) * 2 * SLOT_BYTES;
}
