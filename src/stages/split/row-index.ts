import { releaseBuffer } from '../../core/let-go.ts';
import type { Column, RowSet, Table } from '../../core/table.ts';

/**
 * Rows to be found again by their values: four bytes for a place of the table and four for a row's hash, where a Map of lists takes some two hundred. Open
 * addressing; of equal rows one is kept.
 */
export class RowIndex {
  private readonly table: Table;
  /** Rows of the table, from 1; 0 = free. At most two thirds are taken. */
  private readonly places: Uint32Array;
  private readonly hashes: Uint32Array;

  /** @param most rows that may be added */
  constructor(table: Table, most: number) {
    this.table = table;
    const size = 1 << Math.max(4, 32 - Math.clz32(Math.ceil(most * 1.5)));
    this.places = new Uint32Array(size);
    this.hashes = new Uint32Array(size);
  }

  addAll(rows: RowSet): void {
    const hashes = hashesOf(this.table, rows);
    for (let i = 0; i < rows.length; i++) {
      const slot = this.slotOf(rows[i]!, hashes[i]!);
      if (this.places[slot] !== 0) continue;
      this.places[slot] = rows[i]! + 1;
      this.hashes[slot] = hashes[i]!;
    }
    releaseBuffer(hashes.buffer);
  }

  /** How many of the rows have their like here. */
  countOf(rows: RowSet): number {
    const hashes = hashesOf(this.table, rows);
    let count = 0;
    for (let i = 0; i < rows.length; i++) if (this.places[this.slotOf(rows[i]!, hashes[i]!)] !== 0) count++;
    releaseBuffer(hashes.buffer);
    return count;
  }

  /** For each row the one that is kept of its kind; all must have been added. */
  likeOf(rows: RowSet): Uint32Array {
    const hashes = hashesOf(this.table, rows);
    const like = rows.map((row, i) => this.places[this.slotOf(row, hashes[i]!)]! - 1);
    releaseBuffer(hashes.buffer);
    return like;
  }

  /** Gives its memory back; nothing is found from then on. */
  letGo(): void {
    releaseBuffer(this.places.buffer);
    releaseBuffer(this.hashes.buffer);
  }

  /** Where the row's like is, or a free place for it. */
  private slotOf(row: number, hash: number): number {
    const mask = this.places.length - 1;
    let slot = hash & mask;
    while (this.places[slot] !== 0 && !(this.hashes[slot] === hash && isSameRow(this.table, this.places[slot]! - 1, row)))
      slot = (slot + 1) & mask;
    return slot;
  }
}

const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);

/** Column by column, so that each is read in one go. */
function hashesOf({ columns }: Table, rows: RowSet): Uint32Array {
  const hashes = new Uint32Array(rows.length).fill(0x811c9dc5);
  for (const column of columns) foldIn(column, rows, hashes);
  for (let i = 0; i < hashes.length; i++) hashes[i] = Math.imul(hashes[i]! ^ (hashes[i]! >>> 16), 0x85ebca6b);
  return hashes;
}

const mix = (hash: number, value: number) => Math.imul(hash ^ value ^ (hash >>> 15), 0x01000193);

function foldIn(column: Column, rows: RowSet, hashes: Uint32Array): void {
  switch (column.kind) {
    case 'category':
      return foldCodes(column.codes, rows, hashes);
    case 'number':
    case 'time':
      return foldNumbers(column.values, rows, hashes);
    case 'text':
    case 'image':
      for (let i = 0; i < rows.length; i++) {
        let hash = hashes[i]!;
        for (const byte of bytesOf(column, rows[i]!)) hash = mix(hash, byte);
        hashes[i] = mix(hash, 256);
      }
  }
}

function foldCodes(codes: Int32Array, rows: RowSet, hashes: Uint32Array): void {
  for (let i = 0; i < rows.length; i++) hashes[i] = mix(hashes[i]!, codes[rows[i]!]!);
}

/** NaNs of any bits are one missing value, and -0 is 0. */
function foldNumbers(values: Float64Array, rows: RowSet, hashes: Uint32Array): void {
  for (let i = 0; i < rows.length; i++) {
    bits[0] = values[rows[i]!]! + 0;
    hashes[i] = Number.isNaN(bits[0]) ? mix(hashes[i]!, 1) : mix(mix(hashes[i]!, words[0]!), words[1]!);
  }
}

function bytesOf(column: Extract<Column, { kind: 'text' | 'image' }>, row: number): Uint8Array {
  if (column.kind === 'text') return column.bytes.subarray(column.offsets[row], column.offsets[row + 1]);
  const size = column.width * column.height * column.channels;
  return column.pixels.subarray(row * size, (row + 1) * size);
}

const isSameRow = (table: Table, a: number, b: number): boolean => table.columns.every((column) => isSameValue(column, a, b));

function isSameValue(column: Column, a: number, b: number): boolean {
  if (column.kind === 'category') return column.codes[a] === column.codes[b];
  if (column.kind === 'number' || column.kind === 'time')
    return column.values[a] === column.values[b] || (Number.isNaN(column.values[a]) && Number.isNaN(column.values[b]));
  if (column.kind === 'text' && column.missing[a] !== column.missing[b]) return false;
  const [one, other] = [bytesOf(column, a), bytesOf(column, b)];
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}
