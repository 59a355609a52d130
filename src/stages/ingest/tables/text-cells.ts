import type { FieldBlock } from '../../../kernels/csv/field-block.ts';

const encoder = new TextEncoder();

/** Gathers texts of one column as UTF-8 into a block of width 1. Its memory is used again after `clear`. */
export class TextCells {
  private bytes = new Uint8Array(4096);
  private starts = new Int32Array(256);
  private ends = new Int32Array(256);
  private lines = new Int32Array(256);
  private quoted = new Uint8Array(256);
  private at = 0;
  private count = 0;

  get rows(): number {
    return this.count;
  }

  /** Bytes gathered so far. */
  get size(): number {
    return this.at;
  }

  /**
   * @param line where the value stands in the file, for the import report
   * @param isText the file has it as text: 1, as if it stood in quotes in a CSV
   */
  addBytes(bytes: Uint8Array, start: number, end: number, line: number, isText: 0 | 1 = 0): void {
    this.ensure(end - start);
    const from = this.at;
    if (end - start < 64) for (let i = start; i < end; i++) this.bytes[this.at++] = bytes[i]!;
    else {
      this.bytes.set(bytes.subarray(start, end), from);
      this.at += end - start;
    }
    this.end(from, line, isText);
  }

  addText(text: string, line: number, isText: 0 | 1 = 0): void {
    this.ensure(text.length * 3);
    const from = this.at;
    this.at += encoder.encodeInto(text, this.bytes.subarray(from)).written;
    this.end(from, line, isText);
  }

  addMissing(line: number): void {
    this.ensure(0);
    this.end(this.at, line, 0);
  }

  private end(from: number, line: number, isText: 0 | 1): void {
    this.quoted[this.count] = isText;
    this.starts[this.count] = from;
    this.ends[this.count] = this.at;
    this.lines[this.count++] = line;
  }

  block(): FieldBlock {
    const { bytes, starts, ends, quoted, lines, count } = this;
    return { bytes, starts, ends, quoted, lines, rows: count, width: 1, kernel: null };
  }

  clear(): void {
    this.at = 0;
    this.count = 0;
  }

  private ensure(more: number): void {
    if (this.at + more > this.bytes.length)
      this.bytes = larger(this.bytes, new Uint8Array(Math.max(this.at + more, this.bytes.length * 2)));
    if (this.count < this.starts.length) return;
    const room = this.starts.length * 2;
    this.starts = larger(this.starts, new Int32Array(room));
    this.ends = larger(this.ends, new Int32Array(room));
    this.lines = larger(this.lines, new Int32Array(room));
    this.quoted = larger(this.quoted, new Uint8Array(room));
  }
}

function larger<A extends Uint8Array | Int32Array>(from: A, into: A): A {
  into.set(from);
  return into;
}

/** A block of width 1 with nothing in it, as seen by a column at `place` in a row. */
export function missingBlock(rows: number, place: number): FieldBlock {
  const none = new Int32Array(rows + place);
  const quoted = new Uint8Array(rows + place);
  return { bytes: new Uint8Array(0), starts: none, ends: none, quoted, lines: none, rows, width: 1, kernel: null };
}
