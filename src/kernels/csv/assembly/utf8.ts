import { BYTES } from './memory';

/** Bytes that the character under way still needs, and what the next of them may be. */
let needed: i32 = 0;
let low: u32 = 0x80;
let high: u32 = 0xbf;

/**
 * Whether the bytes from `start` on go on as UTF-8 behind those of the calls before; as the decoder of the WHATWG encoding standard, section 8.1.1.
 * @param start in TEXT or BYTES
 * @param isLast no character may be left unfinished
 */
export function isUtf8(start: usize, length: i32, isLast: bool): bool {
  const end: usize = start + length;
  let at = start;
  while (at < end) {
    if (needed == 0) {
      while (at + 64 <= end && isAscii64(at)) at += 64;
      const others = i8x16.bitmask(v128.load(at)) & 0xffff;
      at += others == 0 ? 16 : ctz(others);
      if (at < end && others != 0 && !begins(load<u8>(at++))) return false;
    } else if (!goesOn(load<u8>(at++))) return false;
  }
  return !isLast || needed == 0;
}

function isAscii64(at: usize): bool {
  const all = v128.or(v128.or(v128.load(at), v128.load(at, 16)), v128.or(v128.load(at, 32), v128.load(at, 48)));
  return i8x16.bitmask(all) == 0;
}

/** Whether a NUL stands among the first bytes of the block. */
export function hasNul(length: i32): bool {
  const end: usize = BYTES + length;
  let at: usize = BYTES;
  while (at + 64 <= end) {
    const least = i8x16.min_u(i8x16.min_u(v128.load(at), v128.load(at, 16)), i8x16.min_u(v128.load(at, 32), v128.load(at, 48)));
    if (!i8x16.all_true(least)) return true;
    at += 64;
  }
  while (at < end) if (load<u8>(at++) == 0) return true;
  return false;
}

function begins(byte: u32): bool {
  if (byte < 0xc2 || byte > 0xf4) return false;
  needed = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
  if (byte == 0xe0) low = 0xa0;
  else if (byte == 0xed) high = 0x9f;
  else if (byte == 0xf0) low = 0x90;
  else if (byte == 0xf4) high = 0x8f;
  return true;
}

function goesOn(byte: u32): bool {
  if (byte < low || byte > high) return false;
  low = 0x80;
  high = 0xbf;
  needed--;
  return true;
}
