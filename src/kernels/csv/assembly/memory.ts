// One block of a file (a CSV, or JSON) and what the kernels make of it, at fixed places: the memory never grows, so views of it stay good.

/** Rows one call of a column kernel answers at most. */
export const BATCH: i32 = 4096;
/** Bytes of a block, at most. */
export const MOST_BYTES: i32 = 1 << 20;
/** Fields of a block, and its rows, at most. */
export const MOST_FIELDS: i32 = 1 << 18;

/** BATCH f64, or that many i32: what a column kernel answers. */
export const OUT: i32 = 1 << 16;
/** BATCH u32: ends of texts in TEXT. */
export const TEXT_ENDS: i32 = OUT + BATCH * 8;
/** BATCH u8: 1 = missing. */
export const GAPS: i32 = TEXT_ENDS + BATCH * 4;
/** 256 u32: for each first byte the lengths of the missing markers that begin with it, a bit a length. */
export const MARKER_LENGTHS: i32 = GAPS + BATCH;
/** Registers of a HyperLogLog, u8. */
export const MOST_REGISTERS: i32 = 4096;
export const REGISTERS: i32 = MARKER_LENGTHS + 1024;
/** Slots of the label cache: two u64 of text, u32 set and length, i32 code. */
export const LABEL_SLOTS: i32 = 1 << 14;
export const LABELS: i32 = REGISTERS + MOST_REGISTERS;
/** Slots of the cache of numbers met before: f64 value, f64 set. */
export const KNOWN_SLOTS: i32 = 1 << 15;
export const KNOWN: i32 = LABELS + LABEL_SLOTS * 24;
/** MOST_BYTES u8: texts of a column one behind the other, or bytes to be checked; and 64 behind it, for a step may look beyond. */
export const TEXT: i32 = KNOWN + KNOWN_SLOTS * 16;
/** MOST_BYTES u8, and 64 behind. */
export const BYTES: i32 = TEXT + MOST_BYTES + 64;
/** MOST_FIELDS i32 each. */
export const STARTS: i32 = BYTES + MOST_BYTES + 64;
export const ENDS: i32 = STARTS + MOST_FIELDS * 4;
export const LINES: i32 = ENDS + MOST_FIELDS * 4;
/** MOST_FIELDS u8. */
export const QUOTED: i32 = LINES + MOST_FIELDS * 4;
/** Keys of JSON objects as a tree, NODE_WORDS i32 each, as described in json-nodes.ts; and their bytes, one behind the other. */
export const MOST_NODES: i32 = 4096;
export const NODE_WORDS: i32 = 8;
export const NODES: i32 = QUOTED + MOST_FIELDS;
export const MOST_KEY_BYTES: i32 = 1 << 17;
export const KEYS: i32 = NODES + MOST_NODES * NODE_WORDS * 4;
export const END: i32 = KEYS + MOST_KEY_BYTES + 64;
