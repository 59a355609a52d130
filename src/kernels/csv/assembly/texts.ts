import { answer, answerMissing, startAnswer } from './answer';
import { BYTES, ENDS, GAPS, MARKER_LENGTHS, QUOTED, STARTS, TEXT, TEXT_ENDS } from './memory';

/**
 * Copies a column of texts into TEXT, one behind the other, their ends into TEXT_ENDS, what is missing into GAPS, and a hash of each into OUT.
 * @param longestMarker no missing marker has more bytes
 * @returns rows read; it stops before a field that may be a missing marker, or is empty in quotes
 */
export function scanTexts(field: i32, width: i32, count: i32, longestMarker: i32): i32 {
  startAnswer();
  let to: i32 = 0;
  for (let row = 0; row < count; row++, field += width) {
    const start: usize = BYTES + load<i32>(STARTS + field * 4);
    const length = BYTES + load<i32>(ENDS + field * 4) - (start as i32);
    if (length == 0) {
      if (load<u8>(QUOTED + field)) return row;
      answerMissing(row);
      store<u8>(GAPS + row, 1);
    } else {
      if (length <= longestMarker && mayBeMarker(start, length)) return row;
      memory.copy(TEXT + to, start, length);
      to += length;
      answer(row, hashOf(start, length));
      store<u8>(GAPS + row, 0);
    }
    store<u32>(TEXT_ENDS + row * 4, to);
  }
  return count;
}

/** As MissingMarkers.mayBe. */
function mayBeMarker(start: usize, length: i32): bool {
  const lengths = load<u32>(MARKER_LENGTHS + (load<u8>(start) as i32) * 4);
  if (lengths == 0) return false;
  return (lengths & (1 << min(length, 31))) != 0 || !isAscii(start, length);
}

function isAscii(start: usize, length: i32): bool {
  for (let i: usize = 0; i < (length as usize); i++) if (load<u8>(start + i) > 127) return false;
  return true;
}

/** As hashOfBytes in ../hash-of-bytes.ts. */
function hashOf(start: usize, length: i32): f64 {
  let a: u32 = 0x811c9dc5;
  let b: i32 = 0x01234567;
  for (let i: usize = 0; i < (length as usize); i++) {
    const byte: u32 = load<u8>(start + i);
    a = (a ^ byte) * 0x01000193;
    b = ((b ^ (byte as i32)) * 0x5bd1e995) ^ ((b as u32) >>> 13);
  }
  return (a as f64) * 0x200000 + (((b as u32) >>> 11) as f64);
}
