import { childWith, columnOnce, firstChild, following, hasObject, hasValue, keyLength, nextRecord, nodeAt } from './json-nodes';
import { closingQuote, hasEscapes, resolveEscapes } from './json-text';
import { BYTES, ENDS, LINES, MOST_FIELDS, QUOTED, STARTS } from './memory';
import { line, resume, rows } from './records';

const QUOTE: u32 = 34;
const COMMA: u32 = 44;
const COLON: u32 = 58;
const OPEN: u32 = 123;
const CLOSE: u32 = 125;
const LF: u32 = 10;
const CR: u32 = 13;
const TAB: u32 = 9;
const SPACE: u32 = 32;

/** How records are parted: each on a line of its own, by commas, or by nothing. */
const LINES_APART: i32 = 0;
const COMMAS_APART: i32 = 1;

const MOST_DEPTH: i32 = 64;
/** In QUOTED: a list as it is written; a text with escapes that are still to be resolved. */
const LIST: u8 = 2;
const ESCAPED: u8 = 3;

/** Lists among the values of the last call. */
export let lists: i32 = 0;

// The record under way: its first field, line ends and lists within it, whether a text of it holds escapes, and one behind the last byte of the block.
let first: i32 = 0;
let feeds: i32 = 0;
let listsHere: i32 = 0;
let isKnotted: bool = false;
let end: usize = 0;

/**
 * Reads whole objects from the brace at `from` on, a row each of `width` fields, at most `most`. Values that are null or not there are empty.
 * @param parted how records are parted
 * @returns one behind the last record it read (for lines: behind its line), or `from`. It stops before an object with a key that is not known, a
 * value where there were none but null, the same key twice, or anything that is no JSON; and before one that is not whole
 */
export function readObjects(from: i32, length: i32, width: i32, parted: i32, most: i32): i32 {
  end = BYTES + length;
  let at: usize = BYTES + from;
  let done = at;
  let row = rows;
  let lineHere = line;
  let lineBehind = line;
  lists = 0;
  const last = row + most;
  while (row < last && (row + 1) * width <= MOST_FIELDS && at != 0 && at < end && load<u8>(at) == OPEN) {
    startRow(row, width);
    let behind = readObject(at, nodeAt(0), 0);
    if (behind != 0 && parted == LINES_APART) behind = feeds > 0 ? 0 : behindLine(behind);
    if (behind == 0) break;
    if (isKnotted) resolveRow(width);
    store<i32>(LINES + row * 4, lineHere);
    row++;
    lists += listsHere;
    done = behind;
    lineBehind = lineHere + feeds;
    at = parted == LINES_APART ? behind : behindComma(behind, parted);
    lineHere += feeds;
  }
  resume(row * width, row, lineBehind);
  return (done - BYTES) as i32;
}

function startRow(row: i32, width: i32): void {
  first = row * width;
  feeds = 0;
  listsHere = 0;
  isKnotted = false;
  memory.fill(STARTS + first * 4, 0, width * 4);
  memory.fill(ENDS + first * 4, 0, width * 4);
  memory.fill(QUOTED + first, 0, width);
  nextRecord();
}

/** @returns one behind the brace that closes the object at `at`, or 0 */
function readObject(at: usize, node: usize, depth: i32): usize {
  if (depth > MOST_DEPTH) return 0;
  at = skipSpace(at + 1);
  if (at < end && load<u8>(at) == CLOSE) return at + 1;
  let expected = firstChild(node);
  while (at < end && load<u8>(at) == QUOTE) {
    const index = childWith(node, expected, at + 1, end);
    if (index == 0) return 0;
    const child = nodeAt(index);
    at = behindColon(at + keyLength(child) + 2);
    if (at == 0) return 0;
    at = readValue(at, child, depth);
    if (at == 0) return 0;
    at = skipSpace(at);
    if (at >= end) return 0;
    const byte: u32 = load<u8>(at);
    if (byte == CLOSE) return at + 1;
    if (byte != COMMA) return 0;
    at = skipSpace(at + 1);
    expected = following(node, child);
  }
  return 0;
}

/** Where the value behind a key begins; 0 when there is no colon. */
function behindColon(at: usize): usize {
  at = skipSpace(at);
  return at < end && load<u8>(at) == COLON ? skipSpace(at + 1) : 0;
}

/** @returns one behind the value, or 0 */
function readValue(at: usize, node: usize, depth: i32): usize {
  if (at >= end) return 0;
  const byte: u32 = load<u8>(at);
  if (byte == OPEN) return hasObject(node) ? readObject(at, node, depth + 1) : 0;
  const column = columnOnce(node);
  if (column < 0) return 0;
  if (byte == 0x6e) return isWord(at, 0x6c6c756e) ? at + 4 : 0;
  if (!hasValue(node)) return 0;
  if (byte == QUOTE) {
    const close = closingQuote(at + 1, end);
    if (close == 0) return 0;
    if (hasEscapes) isKnotted = true;
    put(column, at + 1, close, hasEscapes ? ESCAPED : 1);
    return close + 1;
  }
  const behind = byte == 0x5b ? readList(at, 0) : behindWord(at, byte);
  if (behind != 0) put(column, at, behind, byte == 0x5b ? LIST : 0);
  if (byte == 0x5b) listsHere++;
  return behind;
}

/** One behind true, false or the number at `at`; 0 when it is none. */
function behindWord(at: usize, byte: u32): usize {
  if (byte == 0x74) return isWord(at, 0x65757274) ? at + 4 : 0;
  if (byte == 0x66) return isWord(at + 1, 0x65736c61) ? at + 5 : 0;
  return behindNumber(at);
}

/** @returns one behind the bracket that closes the list at `at`, or 0 */
function readList(at: usize, depth: i32): usize {
  at = skipSpace(at + 1);
  if (at < end && load<u8>(at) == 0x5d) return at + 1;
  while (at < end) {
    at = behindAny(at, depth);
    if (at == 0) return 0;
    at = skipSpace(at);
    if (at >= end) return 0;
    const byte: u32 = load<u8>(at);
    if (byte == 0x5d) return at + 1;
    if (byte != COMMA) return 0;
    at = skipSpace(at + 1);
  }
  return 0;
}

/** One behind the value at `at`, whatever it is; 0 when it is no JSON. */
function behindAny(at: usize, depth: i32): usize {
  if (at >= end || depth > MOST_DEPTH) return 0;
  const byte: u32 = load<u8>(at);
  if (byte == QUOTE) return behindText(at);
  if (byte == 0x5b) return readList(at, depth + 1);
  if (byte == OPEN) return skipObject(at, depth + 1);
  if (byte == 0x6e) return isWord(at, 0x6c6c756e) ? at + 4 : 0;
  return behindWord(at, byte);
}

function behindText(at: usize): usize {
  const close = closingQuote(at + 1, end);
  return close == 0 ? 0 : close + 1;
}

function skipObject(at: usize, depth: i32): usize {
  at = skipSpace(at + 1);
  if (at < end && load<u8>(at) == CLOSE) return at + 1;
  while (at < end && load<u8>(at) == QUOTE) {
    at = behindText(at);
    if (at == 0) return 0;
    at = behindColon(at);
    if (at == 0) return 0;
    at = behindAny(at, depth);
    if (at == 0) return 0;
    at = skipSpace(at);
    if (at >= end) return 0;
    const byte: u32 = load<u8>(at);
    if (byte == CLOSE) return at + 1;
    if (byte != COMMA) return 0;
    at = skipSpace(at + 1);
  }
  return 0;
}

/** Whether four letters stand at `at`. */
function isWord(at: usize, letters: u32): bool {
  return at + 4 <= end && load<u32>(at) == letters;
}

function put(column: i32, start: usize, behind: usize, quoted: u8): void {
  const field = first + column;
  store<i32>(STARTS + field * 4, (start - BYTES) as i32);
  store<i32>(ENDS + field * 4, (behind - BYTES) as i32);
  store<u8>(QUOTED + field, quoted);
}

/** One behind the number at `at`, which may end with the block; 0 when it is none as JSON writes them. */
function behindNumber(at: usize): usize {
  if (at < end && load<u8>(at) == 45) at++;
  const whole = behindDigits(at);
  if (whole == at || (load<u8>(at) == 48 && whole > at + 1)) return 0;
  at = whole;
  if (at < end && load<u8>(at) == 46) {
    const fraction = behindDigits(at + 1);
    if (fraction == at + 1) return 0;
    at = fraction;
  }
  if (at >= end || (load<u8>(at) | 32) != 101) return at;
  at++;
  if (at < end && (load<u8>(at) == 43 || load<u8>(at) == 45)) at++;
  const exponent = behindDigits(at);
  return exponent == at ? 0 : exponent;
}

function behindDigits(at: usize): usize {
  while (at < end && (load<u8>(at) as u32) - 48 <= 9) at++;
  return at;
}

/** Line ends are counted. */
function skipSpace(at: usize): usize {
  for (; at < end; at++) {
    const byte: u32 = load<u8>(at);
    if (byte > SPACE) return at;
    if (byte == LF) feeds++;
    else if (byte != SPACE && byte != TAB && byte != CR) return at;
  }
  return at;
}

/** One behind the line end that follows, which is counted; 0 when something else does. */
function behindLine(at: usize): usize {
  for (; at < end; at++) {
    const byte: u32 = load<u8>(at);
    if (byte == LF) {
      feeds++;
      return at + 1;
    }
    if (byte != SPACE && byte != TAB && byte != CR) return 0;
  }
  return 0;
}

/** Where the next record may begin; 0 when what parts records is not there. */
function behindComma(at: usize, parted: i32): usize {
  at = skipSpace(at);
  if (parted != COMMAS_APART) return at;
  return at < end && load<u8>(at) == COMMA ? skipSpace(at + 1) : 0;
}

function resolveRow(width: i32): void {
  for (let field = first; field < first + width; field++) {
    if (load<u8>(QUOTED + field) != ESCAPED) continue;
    const start: usize = BYTES + load<i32>(STARTS + field * 4);
    const close = resolveEscapes(start, BYTES + load<i32>(ENDS + field * 4));
    store<i32>(ENDS + field * 4, (close - BYTES) as i32);
    store<u8>(QUOTED + field, 1);
  }
}
