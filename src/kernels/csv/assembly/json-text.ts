const QUOTE: u32 = 34;
const BACKSLASH: u32 = 92;
const SPACE: u32 = 32;
/** U+FFFD, for a half of a pair without the other. */
const REPLACEMENT: u32 = 0xfffd;

/** Whether the text that `closingQuote` went through holds escapes. */
export let hasEscapes: bool = false;

/** Where the text that begins at `at` is closed; 0 when it is not before `end`, or holds a control character or an escape that is none. */
export function closingQuote(at: usize, end: usize): usize {
  hasEscapes = false;
  for (at = nextSpecial(at, end); at < end; at = nextSpecial(at, end)) {
    const byte: u32 = load<u8>(at);
    if (byte == QUOTE) return at;
    if (byte != BACKSLASH) return 0;
    hasEscapes = true;
    at = behindEscape(at, end);
    if (at == 0) return 0;
  }
  return 0;
}

/** The next quote, backslash or control character; `end` or beyond when there is none. */
function nextSpecial(at: usize, end: usize): usize {
  for (; at < end; at += 16) {
    const bytes = v128.load(at);
    const hits = v128.or(v128.or(i8x16.eq(bytes, i8x16.splat(34)), i8x16.eq(bytes, i8x16.splat(92))), i8x16.lt_u(bytes, i8x16.splat(32)));
    const mask = (i8x16.bitmask(hits) as u32) & 0xffff;
    if (mask != 0) return at + (ctz(mask) as usize);
  }
  return end;
}

/** @returns 0 when it is none */
function behindEscape(at: usize, end: usize): usize {
  if (at + 1 >= end) return 0;
  const letter: u32 = load<u8>(at, 1);
  if (letter != 0x75) return plainEscape(letter) == 0 ? 0 : at + 2;
  return at + 6 <= end && hexAt(at + 2) >= 0 ? at + 6 : 0;
}

/** What `\n` and its like stand for; 0 for a letter that means nothing. */
function plainEscape(letter: u32): u32 {
  if (letter == QUOTE || letter == BACKSLASH || letter == 0x2f) return letter;
  if (letter == 0x6e) return 10;
  if (letter == 0x74) return 9;
  if (letter == 0x72) return 13;
  if (letter == 0x62) return 8;
  return letter == 0x66 ? 12 : 0;
}

/** Four hexadecimal digits; -1 when they are none. */
function hexAt(at: usize): i32 {
  let value: i32 = 0;
  for (let i: usize = 0; i < 4; i++) {
    const byte: u32 = load<u8>(at + i);
    const small = byte | SPACE;
    if (byte - 48 <= 9) value = value * 16 + (byte - 48);
    else if (small - 97 <= 5) value = value * 16 + (small - 87);
    else return -1;
  }
  return value;
}

/** Writes a text whose escapes are good over itself, as it is meant: that is never longer. @returns its new end */
export function resolveEscapes(start: usize, end: usize): usize {
  let to = start;
  for (let at = start; at < end;) {
    const byte: u32 = load<u8>(at);
    if (byte != BACKSLASH) {
      store<u8>(to++, byte);
      at++;
      continue;
    }
    const letter: u32 = load<u8>(at, 1);
    if (letter != 0x75) {
      store<u8>(to++, plainEscape(letter));
      at += 2;
      continue;
    }
    let point: u32 = hexAt(at + 2);
    at += 6;
    if (point - 0xd800 < 0x400 && isLowHalf(at, end)) {
      point = 0x10000 + ((point - 0xd800) << 10) + (hexAt(at + 2) - 0xdc00);
      at += 6;
    } else if (point - 0xd800 < 0x800) point = REPLACEMENT;
    to = put(to, point);
  }
  return to;
}

/** Whether the second half of a pair is written at `at`. */
function isLowHalf(at: usize, end: usize): bool {
  return at + 6 <= end && load<u8>(at) == BACKSLASH && load<u8>(at, 1) == 0x75 && (hexAt(at + 2) as u32) - 0xdc00 < 0x400;
}

/** A code point as UTF-8. @returns one behind it */
function put(to: usize, point: u32): usize {
  if (point < 0x80) {
    store<u8>(to, point);
    return to + 1;
  }
  if (point < 0x800) {
    store<u8>(to, 0xc0 | (point >> 6));
    store<u8>(to, 0x80 | (point & 63), 1);
    return to + 2;
  }
  if (point < 0x10000) {
    store<u8>(to, 0xe0 | (point >> 12));
    store<u8>(to, 0x80 | ((point >> 6) & 63), 1);
    store<u8>(to, 0x80 | (point & 63), 2);
    return to + 3;
  }
  store<u8>(to, 0xf0 | (point >> 18));
  store<u8>(to, 0x80 | ((point >> 12) & 63), 1);
  store<u8>(to, 0x80 | ((point >> 6) & 63), 2);
  store<u8>(to, 0x80 | (point & 63), 3);
  return to + 4;
}
