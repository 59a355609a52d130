import { dataDamaged } from '../core/errors/storage.ts';
import { shapeMismatch } from '../core/errors/tables.ts';
import type { Column, TextColumn } from '../core/table.ts';
import { isLittleEndian } from './code-array.ts';
import { isPacked, packCodes, packedRows, packNumbers, unpack } from './packed-column.ts';
import { isPackedText, packTexts, unpackTexts, type UnpackedTexts } from './packed-text.ts';
import type { StoredColumn } from './records/dataset.ts';

/**
 * A piece of a column as bytes, little-endian, that fill their buffer: the same values give the same bytes on every machine. Where the values
 * have these bytes already they are not copied, so neither may be changed while the other is in use.
 *
 * Numbers, times and categories that fit into fewer bytes are packed (packed-column.ts), and so are texts (packed-text.ts). Otherwise:
 * number, time: Float64, every NaN the same one. category: Int32 codes (the labels live in the dataset record). image: the pixels.
 * text: Uint32 row count, Uint32 offsets (rows + 1, the first 0), one missing byte a row, the UTF-8 bytes.
 */
export function encodeColumn(column: Column): Uint8Array<ArrayBuffer> {
  switch (column.kind) {
    case 'number':
    case 'time':
      return packNumbers(column.values) ?? encodeNumbers(column.values);
    case 'category':
      return packCodes(column.codes) ?? bytesOf(column.codes);
    case 'text':
      return packTexts(column) ?? encodeText(column);
    case 'image':
      return bytesOf(column.pixels);
  }
}

/** As `encodeColumn`, in memory that is not the column's. */
export function encodedApart(column: Column): Uint8Array<ArrayBuffer> {
  const bytes = encodeColumn(column);
  return memoryOf(column) === bytes.buffer ? bytes.slice() : bytes;
}

function memoryOf(column: Column): ArrayBufferLike {
  switch (column.kind) {
    case 'number':
    case 'time':
      return column.values.buffer;
    case 'category':
      return column.codes.buffer;
    case 'text':
      return column.bytes.buffer;
    case 'image':
      return column.pixels.buffer;
  }
}

/** An engine may keep any NaN bits it likes; the bytes must not depend on it. */
function encodeNumbers(values: Float64Array): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  for (let i = 0; i < values.length; i++) if (values[i] !== values[i] && !isUsualNaN(words, i)) return withUsualNaN(values);
  return bytesOf(values);
}

const NAN_HIGH = 0x7ff80000;

const isUsualNaN = (words: Uint32Array, i: number): boolean =>
  words[i * 2] === (isLittleEndian ? 0 : NAN_HIGH) && words[i * 2 + 1] === (isLittleEndian ? NAN_HIGH : 0);

function withUsualNaN(values: Float64Array): Uint8Array<ArrayBuffer> {
  const bytes = toLittleEndian(values.slice());
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) continue;
    view.setUint32(i * 8, 0, true);
    view.setUint32(i * 8 + 4, NAN_HIGH, true);
  }
  return bytes;
}

/** The bytes of an array: its own memory where that is little-endian, not shared between threads, and all of its buffer; else a copy. */
function bytesOf(array: Float64Array | Int32Array | Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = array;
  if (isLittleEndian && buffer instanceof ArrayBuffer && byteLength === buffer.byteLength) return new Uint8Array(buffer);
  return toLittleEndian(array.slice() as Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>);
}

function encodeText(column: TextColumn): Uint8Array<ArrayBuffer> {
  const rows = column.missing.length;
  const first = column.offsets[0] ?? 0;
  const text = column.bytes.subarray(first, column.offsets[rows] ?? first);
  const head = new Uint32Array(rows + 2);
  head[0] = rows;
  head.set(column.offsets.subarray(0, rows + 1), 1);
  if (first > 0) for (let i = 1; i < head.length; i++) head[i]! -= first;
  const bytes = new Uint8Array(head.byteLength + rows + text.length);
  bytes.set(toLittleEndian(head));
  bytes.set(column.missing, head.byteLength);
  bytes.set(text, head.byteLength + rows);
  return bytes;
}

/** The bytes of an array that owns its buffer; turned in place on a big-endian machine. Its own inverse. */
function toLittleEndian(
  array: Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(array.buffer);
  if (!isLittleEndian)
    for (let i = 0; i < bytes.length; i += array.BYTES_PER_ELEMENT) bytes.subarray(i, i + array.BYTES_PER_ELEMENT).reverse();
  return bytes;
}

/** Bytes a fixed-size row takes; 0 for text, whose rows differ. */
function rowBytes(column: StoredColumn): number {
  if (column.kind === 'image') return column.image!.width * column.image!.height * column.image!.channels;
  return { number: 8, time: 8, category: 4, text: 0 }[column.kind];
}

/** How many rows a chunk of this column holds, or NaN when the bytes can't be one. */
export function rowsInChunk(column: StoredColumn, bytes: Uint8Array): number {
  if (column.kind !== 'text' && column.kind !== 'image' && isPacked(bytes)) return packedRows(bytes);
  if (column.kind !== 'text') return Number.isInteger(bytes.length / rowBytes(column)) ? bytes.length / rowBytes(column) : NaN;
  if (isPackedText(bytes)) return unpackTexts(bytes)?.lengths.length ?? NaN;
  if (bytes.length < 8) return NaN;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rows = view.getUint32(0, true);
  const headBytes = (rows + 2) * 4 + rows;
  return headBytes <= bytes.length && view.getUint32((rows + 1) * 4, true) === bytes.length - headBytes ? rows : NaN;
}

/** Collects the chunks of one column, in order, straight into the arrays of the final column. */
export interface ColumnAssembler {
  /** @throws LatheError `data-damaged` when the chunk can't hold rows of this column, `shape-mismatch` when there are too many */
  add(bytes: Uint8Array): void;
  /** @throws LatheError `shape-mismatch` when rows are missing */
  finish(): Column;
}

/** @param rows how many rows the chunks hold together */
export function assembleColumn(column: StoredColumn, rows: number): ColumnAssembler {
  return column.kind === 'text' ? assembleText(column, rows) : assembleFixed(column, rows);
}

function checkedRows(column: StoredColumn, bytes: Uint8Array, room: number): number {
  const rows = rowsInChunk(column, bytes);
  if (Number.isNaN(rows)) throw dataDamaged('A piece of the column', column.name);
  if (rows > room) throw shapeMismatch(`Rows of the column "${column.name}"`, room, rows);
  return rows;
}

function assembleFixed(column: StoredColumn, rows: number): ColumnAssembler {
  const all = new Uint8Array(rows * rowBytes(column));
  let filled = 0;
  return {
    add(bytes) {
      const here = checkedRows(column, bytes, rows - filled / rowBytes(column));
      if (column.kind !== 'image' && isPacked(bytes)) unpackInto(column, all.subarray(filled, filled + here * rowBytes(column)), bytes);
      else all.set(bytes, filled);
      filled += here * rowBytes(column);
    },
    finish() {
      if (filled !== all.length) throw shapeMismatch(`Rows of the column "${column.name}"`, rows, filled / rowBytes(column));
      return fixedColumn(column, all);
    }
  };
}

/** Little-endian, as all pieces are until the column is finished. */
function unpackInto({ kind }: StoredColumn, { buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>, bytes: Uint8Array): void {
  const values = kind === 'category' ? new Int32Array(byteLength / 4) : new Float64Array(byteLength / 8);
  unpack(bytes, values);
  new Uint8Array(buffer, byteOffset, byteLength).set(toLittleEndian(values));
}

function fixedColumn(column: StoredColumn, bytes: Uint8Array<ArrayBuffer>): Column {
  const { name } = column;
  switch (column.kind) {
    case 'number':
    case 'time': {
      const values = new Float64Array(bytes.buffer);
      toLittleEndian(values);
      return column.zone === undefined ? { kind: column.kind, name, values } : { kind: 'time', name, values, zone: column.zone };
    }
    case 'category': {
      const codes = new Int32Array(bytes.buffer);
      toLittleEndian(codes);
      return { kind: 'category', name, codes, labels: column.labels ?? [], ...(column.isOrdinal ? { isOrdinal: true } : {}) };
    }
    default:
      return { kind: 'image', name, ...column.image!, pixels: bytes };
  }
}

function assembleText(column: StoredColumn, rows: number): ColumnAssembler {
  const offsets = new Uint32Array(rows + 1);
  const missing = new Uint8Array(rows);
  const parts: Uint8Array[] = [];
  let filled = 0;
  const addPacked = ({ lengths, none, text }: UnpackedTexts) => {
    for (const length of lengths) {
      if (length === none) missing[filled] = 1;
      offsets[filled + 1] = offsets[filled]! + (length === none ? 0 : length);
      filled++;
    }
    parts.push(text);
  };
  return {
    add(bytes) {
      const here = checkedRows(column, bytes, rows - filled);
      const packed = isPackedText(bytes) ? unpackTexts(bytes) : null;
      if (packed) return addPacked(packed);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const before = offsets[filled]!;
      const textAt = (here + 2) * 4 + here;
      for (let i = 1; i <= here; i++) offsets[filled + i] = before + view.getUint32((i + 1) * 4, true);
      missing.set(bytes.subarray(textAt - here, textAt), filled);
      parts.push(bytes.subarray(textAt));
      filled += here;
    },
    finish() {
      if (filled !== rows) throw shapeMismatch(`Rows of the column "${column.name}"`, rows, filled);
      return { kind: 'text', name: column.name, bytes: joined(parts, offsets[rows]!), offsets, missing };
    }
  };
}

/** Lets go of each part as soon as it is copied. */
function joined(parts: Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(length);
  let at = 0;
  for (let part = parts.shift(); part; part = parts.shift()) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
