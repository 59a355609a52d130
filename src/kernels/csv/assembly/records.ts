import { BYTES, ENDS, LINES, MOST_FIELDS, QUOTED, STARTS } from './memory';

const QUOTE: u32 = 34;
const HASH: u32 = 35;
const SPACE: u32 = 32;
const TAB: u32 = 9;
const LF: u32 = 10;
const CR: u32 = 13;

/** Fields and rows of the block so far, and the line the next record begins on. */
export let fields: i32 = 0;
export let rows: i32 = 0;
export let line: i32 = 1;

// Where the scan stands: specials of the 64 bytes from `window` on that are still to come, a bit each.
let window: usize = 0;
let specials: u64 = 0;
let commas: v128 = i8x16.splat(0);

/** Goes on behind what the block holds already. */
export function resume(fieldsSoFar: i32, rowsSoFar: i32, nextLine: i32): void {
  fields = fieldsSoFar;
  rows = rowsSoFar;
  line = nextLine;
}

/**
 * Reads whole plain records from `from` on: as many fields as `width`, no comment, no lone CR, quotes only around a whole field and not doubled.
 * What every field needs stands in local variables here; the places of the scan are written back where another function goes on with it.
 * @returns where the first record begins that is anything else, or not whole
 */
export function readRecords(from: i32, length: i32, delimiter: u32, width: i32): i32 {
  const end: usize = BYTES + length;
  let record: usize = BYTES + from;
  if (from >= length || load<u8>(record) == HASH) return from;
  begin(record, delimiter);
  let start = record;
  let first = fields;
  let field = first;
  let base = window;
  let bits = specials;
  for (;;) {
    while (bits == 0 && (base += 64) < end) bits = specialsAt(base);
    let at = base + (ctz(bits) as usize);
    if (bits == 0 || at >= end || field == MOST_FIELDS) break;
    bits &= bits - 1;
    if (load<u8>(at) != QUOTE) pushTrimmed(field, start, at, delimiter);
    else if (at != start) continue;
    else {
      goOnAt(base, bits);
      at = readQuoted(start, end, field);
      base = window;
      bits = specials;
      if (at == 0) break;
    }
    field++;
    start = at + 1;
    if (load<u8>(at) == delimiter) continue;
    if (load<u8>(at) == CR) {
      if (start >= end || load<u8>(start++) != LF) break;
      if (bits == 0) bits = specialsAt((base += 64));
      bits &= bits - 1;
    }
    if (!closeRecord(first, field, width)) break;
    first = field;
    record = start;
    if (record < end && load<u8>(record) == HASH) break;
  }
  fields = first;
  return (record - BYTES) as i32;
}

function begin(record: usize, delimiter: u32): void {
  commas = i8x16.splat(delimiter as i8);
  window = record;
  specials = specialsAt(window);
  innerLines = 0;
}

function goOnAt(base: usize, bits: u64): void {
  window = base;
  specials = bits;
}

/** @returns false when the fields from `first` up to `end` are no plain record */
function closeRecord(first: i32, end: i32, width: i32): bool {
  if (end - first != width || (width == 1 && isBlank(first))) return false;
  store<i32>(LINES + rows * 4, line);
  rows++;
  line += 1 + innerLines;
  innerLines = 0;
  return true;
}

/** The next special byte's place, `end` or beyond when there is none. */
function next(end: usize): usize {
  while (specials == 0) {
    window += 64;
    if (window >= end) return end;
    specials = specialsAt(window);
  }
  const at = window + (ctz(specials) as usize);
  specials &= specials - 1;
  return at;
}

function specialsAt(at: usize): u64 {
  return specialsOf16(at) | (specialsOf16(at + 16) << 16) | (specialsOf16(at + 32) << 32) | (specialsOf16(at + 48) << 48);
}

function specialsOf16(at: usize): u64 {
  const bytes = v128.load(at);
  const hits = v128.or(
    v128.or(i8x16.eq(bytes, commas), i8x16.eq(bytes, i8x16.splat(34))),
    v128.or(i8x16.eq(bytes, i8x16.splat(10)), i8x16.eq(bytes, i8x16.splat(13)))
  );
  return ((i8x16.bitmask(hits) as u32) & 0xffff) as u64;
}

/** Line ends within quotes, in the record under way. */
let innerLines: i32 = 0;

/** @returns 0 when there is none in this block, or a CR comes before it */
function closingQuote(end: usize): usize {
  let at = next(end);
  while (at < end && load<u8>(at) != QUOTE) {
    if (load<u8>(at) == CR) return 0;
    if (load<u8>(at) == LF) innerLines++;
    at = next(end);
  }
  return at < end ? at : 0;
}

/** A field that opens with the quote at `open`. @returns where what ends the field stands, or 0 when it is not plain */
function readQuoted(open: usize, end: usize, field: i32): usize {
  const close = closingQuote(end);
  if (close == 0) return 0;
  const behind = next(end);
  if (behind != close + 1 || behind >= end || load<u8>(behind) == QUOTE) return 0;
  push(field, open + 1, close, 1);
  return behind;
}

function push(field: i32, start: usize, end: usize, isQuoted: i32): void {
  store<i32>(STARTS + field * 4, (start - BYTES) as i32);
  store<i32>(ENDS + field * 4, (end - BYTES) as i32);
  store<u8>(QUOTED + field, isQuoted);
}

/** A field without quotes, which ends before `behind`, spaces included. */
function pushTrimmed(field: i32, start: usize, behind: usize, delimiter: u32): void {
  let from = start;
  let to = behind;
  if (load<u8>(from) <= SPACE || load<u8>(to - 1) <= SPACE) {
    while (from < to && isSpace(load<u8>(from), delimiter)) from++;
    while (to > from && isSpace(load<u8>(to - 1), delimiter)) to--;
  }
  push(field, from, to, 0);
}

function isSpace(byte: u32, delimiter: u32): bool {
  return byte == SPACE || (byte == TAB && delimiter != TAB);
}

/** A lone field with nothing in it, not even quotes. */
function isBlank(field: i32): bool {
  return load<i32>(STARTS + field * 4) == load<i32>(ENDS + field * 4) && load<u8>(QUOTED + field) == 0;
}
