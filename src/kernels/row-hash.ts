import type { Column, TextColumn } from '../core/table.ts';

/** Hashes as whole numbers below 2^52, which a Float64Array holds exactly. Two different texts in a million meet with a chance of 1e-4. */

const HIGH = 2 ** 26;

/** Two rounds of FNV-1a with different starts, 26 bits of each. */
export function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let first = 0x811c9dc5;
  let second = 0x9e3779b9;
  for (let i = from; i < to; i++) {
    first = Math.imul(first ^ bytes[i]!, 0x01000193);
    second = Math.imul(second ^ bytes[i]!, 0x85ebca6b);
  }
  return (mix(first) >>> 6) * HIGH + (mix(second ^ (to - from)) >>> 6);
}

export const hashText = (column: TextColumn, row: number): number =>
  hashBytes(column.bytes, column.offsets[row]!, column.offsets[row + 1]!);

/** Final mix of MurmurHash3: every bit of the input reaches every bit of the output. */
export function mix(word: number): number {
  word ^= word >>> 16;
  word = Math.imul(word, 0x85ebca6b);
  word ^= word >>> 13;
  word = Math.imul(word, 0xc2b2ae35);
  return word ^ (word >>> 16);
}

/** Folds a column into two running hashes, one word of each per row. */
export function foldColumn(column: Column, first: Uint32Array, second: Uint32Array): void {
  const wordsOf = cellWords(column);
  for (let row = 0; row < first.length; row++) {
    const [low, high] = wordsOf(row);
    first[row] = mix(Math.imul(first[row]! ^ low, 0x01000193) ^ high);
    second[row] = mix(Math.imul(second[row]! ^ high, 0x85ebca6b) ^ Math.imul(low, 0x9e3779b1));
  }
}

function cellWords(column: Column): (row: number) => readonly [number, number] {
  switch (column.kind) {
    case 'number':
    case 'time':
      return numberWords(column.values);
    case 'category':
      return (row) => [column.codes[row]!, 1];
    case 'text':
      return (row) => (column.missing[row] ? [-1, -1] : halves(hashText(column, row)));
    case 'image': {
      const size = column.width * column.height * column.channels;
      return (row) => halves(hashBytes(column.pixels, row * size, (row + 1) * size));
    }
  }
}

const halves = (hash: number): [number, number] => [hash % HIGH, Math.floor(hash / HIGH)];

/** NaNs of any bits are one missing value, and -0 is 0. */
function numberWords(values: Float64Array): (row: number) => readonly [number, number] {
  const one = new Float64Array(1);
  const words = new Int32Array(one.buffer);
  const pair: [number, number] = [0, 0];
  return (row) => {
    const value = values[row]!;
    one[0] = value === value ? value + 0 : NaN;
    pair[0] = words[0]!;
    pair[1] = words[1]!;
    return pair;
  };
}

/** Whether two rows of a column hold the same. */
export function isSameCell(column: Column, a: number, b: number): boolean {
  switch (column.kind) {
    case 'number':
    case 'time':
      return column.values[a] === column.values[b] || (Number.isNaN(column.values[a]) && Number.isNaN(column.values[b]));
    case 'category':
      return column.codes[a] === column.codes[b];
    case 'text':
      return (
        column.missing[a] === column.missing[b] &&
        isSameSpan(column.bytes, column.offsets[a]!, column.offsets[a + 1]!, column.offsets[b]!, column.offsets[b + 1]!)
      );
    case 'image': {
      const size = column.width * column.height * column.channels;
      return isSameSpan(column.pixels, a * size, (a + 1) * size, b * size, (b + 1) * size);
    }
  }
}

function isSameSpan(bytes: Uint8Array, from: number, to: number, otherFrom: number, otherTo: number): boolean {
  if (to - from !== otherTo - otherFrom) return false;
  for (let i = 0; i < to - from; i++) if (bytes[from + i] !== bytes[otherFrom + i]) return false;
  return true;
}
