import { KEYS, NODES, NODE_WORDS } from './memory';

// The words of a node, as offsets in bytes: where its key lies in KEYS, its column (-1 = none), what has been met here, its first child and its next
// sibling (0 = none), and the last record that set its column.
const KEY_START: usize = 0;
const KEY_LENGTH: usize = 4;
const COLUMN: usize = 8;
const FLAGS: usize = 12;
const CHILD: usize = 16;
const NEXT: usize = 20;
const STAMP: usize = 24;

/** A value other than null has been met here. */
const HAS_VALUE: i32 = 1;
/** An object has been met here. */
const HAS_OBJECT: i32 = 2;

/** More keys are not looked at: an object with so many in another order is left to the plain reader, which has a map of them. */
const MOST_STEPS: i32 = 256;

/** Tells records apart in the stamps of the columns. */
let record: i32 = 0;

/** The keys have changed: no record has set any of them. */
export function startKeys(): void {
  record = 0;
}

export function nextRecord(): void {
  record++;
}

export const nodeAt = (index: i32): usize => (NODES + index * NODE_WORDS * 4) as usize;

export const hasObject = (node: usize): bool => (load<i32>(node, FLAGS) & HAS_OBJECT) != 0;

export const hasValue = (node: usize): bool => (load<i32>(node, FLAGS) & HAS_VALUE) != 0;

export const firstChild = (node: usize): i32 => load<i32>(node, CHILD);

/** The one that is expected behind `node`, or the first of all. */
export function following(parent: usize, node: usize): i32 {
  const next = load<i32>(node, NEXT);
  return next != 0 ? next : firstChild(parent);
}

/**
 * The child of `parent` whose key stands at `at`, behind the quote that opens it, and is closed.
 * @param expected the first to look at
 * @returns 0 when it is not known
 */
export function childWith(parent: usize, expected: i32, at: usize, end: usize): i32 {
  let index = expected;
  for (let step = 0; index != 0 && step < MOST_STEPS; step++) {
    if (isKey(nodeAt(index), at, end)) return index;
    index = following(parent, nodeAt(index));
    if (index == expected) return 0;
  }
  return 0;
}

export const keyLength = (node: usize): usize => load<i32>(node, KEY_LENGTH) as usize;

function isKey(node: usize, at: usize, end: usize): bool {
  const length = keyLength(node);
  if (at + length >= end || load<u8>(at + length) != 34) return false;
  const key: usize = KEYS + load<i32>(node, KEY_START);
  let i: usize = 0;
  for (; i + 8 <= length; i += 8) if (load<u64>(key + i) != load<u64>(at + i)) return false;
  for (; i < length; i++) if (load<u8>(key + i) != load<u8>(at + i)) return false;
  return true;
}

/** The column of a node, marked as set in this record; -1 when it has none or was set in this record before. */
export function columnOnce(node: usize): i32 {
  if (load<i32>(node, STAMP) == record) return -1;
  store<i32>(node, record, STAMP);
  return load<i32>(node, COLUMN);
}
