import type { CsvKernel } from './csv-kernel.ts';
import { bytesUsed, type FieldBlock } from './field-block.ts';

/** Numbers before the arrays, Float64 each: rows, fields in a row, bytes, and what else is told of the block. */
const HEAD = 3;

/** Numbers that go along with a packed block. */
export type Told = readonly [number, number, number, number];

const HEAD_BYTES = (HEAD + 4) * 8;

/** How many bytes a block takes when it is packed. */
export function packedSize(block: FieldBlock): number {
  return HEAD_BYTES + block.rows * 4 + block.rows * block.width * 9 + bytesUsed(block);
}

/** Copies a block into one piece of memory, so that another thread can read it. @param into at least `packedSize` */
export function packBlock(block: FieldBlock, told: Told, into: ArrayBufferLike): void {
  const { rows, width, bytes } = block;
  const used = bytesUsed(block);
  new Float64Array(into, 0, HEAD + told.length).set([rows, width, used, ...told]);
  const arrays = arraysIn(into, rows, rows * width, used);
  arrays.lines.set(block.lines.subarray(0, rows));
  arrays.starts.set(block.starts.subarray(0, rows * width));
  arrays.ends.set(block.ends.subarray(0, rows * width));
  arrays.quoted.set(block.quoted.subarray(0, rows * width));
  arrays.bytes.set(bytes.subarray(0, used));
}

function arraysIn(memory: ArrayBufferLike, rows: number, fields: number, bytes: number) {
  let at = HEAD_BYTES;
  const words = (length: number) => new Int32Array(memory, (at += length * 4) - length * 4, length);
  const octets = (length: number) => new Uint8Array(memory, (at += length) - length, length);
  return { lines: words(rows), starts: words(fields), ends: words(fields), quoted: octets(fields), bytes: octets(bytes) };
}

/** A block as another thread has packed it: in the memory of this thread's kernel where it has room there, else in a copy. */
export class UnpackedBlock implements FieldBlock {
  bytes: Uint8Array = new Uint8Array(0);
  starts = new Int32Array(0);
  ends = new Int32Array(0);
  quoted = new Uint8Array(0);
  lines = new Int32Array(0);
  rows = 0;
  width = 0;
  kernel: CsvKernel | null = null;
  private readonly own: CsvKernel | null;

  constructor(kernel: CsvKernel | null) {
    this.own = kernel;
  }

  /** Takes the place of the block before. */
  fill(memory: ArrayBufferLike): Told {
    const [rows, width, used, ...told] = new Float64Array(memory, 0, HEAD_BYTES / 8) as unknown as [number, number, number, ...Told];
    const arrays = arraysIn(memory, rows, rows * width, used);
    const kernel = this.own && used <= this.own.bytes.length && rows * width <= this.own.starts.length ? this.own : null;
    this.rows = rows;
    this.width = width;
    this.kernel = kernel;
    for (const name of ['lines', 'starts', 'ends', 'quoted', 'bytes'] as const) {
      kernel?.[name].set(arrays[name]);
      Object.assign(this, { [name]: kernel?.[name] ?? arrays[name].slice() });
    }
    return told;
  }
}
