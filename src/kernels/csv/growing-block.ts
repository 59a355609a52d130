import type { CsvKernel } from './csv-kernel.ts';
import type { FieldBlock } from './field-block.ts';

/** A block that is being filled: in a kernel's memory as long as it fits there, in plain arrays that grow from then on. */
export class GrowingBlock implements FieldBlock {
  bytes: Uint8Array = new Uint8Array(0);
  starts = new Int32Array(4096);
  ends = new Int32Array(4096);
  quoted = new Uint8Array(4096);
  lines = new Int32Array(1024);
  /** First field of each row; only of use, and only kept, while the width is not known. */
  firsts = new Int32Array(1024);
  rows = 0;
  /** Fields of all rows, and of the record under way. */
  fields = 0;
  readonly width: number;
  private memory: CsvKernel | null;

  constructor(width: number, kernel: CsvKernel | null) {
    this.width = width;
    this.memory = width > 0 ? kernel : null;
    if (this.memory) ({ starts: this.starts, ends: this.ends, quoted: this.quoted, lines: this.lines } = this.memory);
  }

  get kernel(): CsvKernel | null {
    return this.memory;
  }

  /** Empties the block, for records in `bytes`. */
  protected begin(bytes: Uint8Array): void {
    if (this.memory && bytes.buffer !== this.memory.bytes.buffer) this.memory = null;
    this.bytes = bytes;
    this.fields = 0;
    this.rows = 0;
  }

  pushField(start: number, end: number, quoted: number): void {
    const { fields } = this;
    if (fields === this.starts.length) this.growFields();
    this.starts[fields] = start;
    this.ends[fields] = end;
    this.quoted[fields] = quoted;
    this.fields = fields + 1;
  }

  protected pushRow(firstField: number, line: number): void {
    if (this.rows === this.lines.length) this.growRows();
    if (this.width <= 0) this.firsts[this.rows] = firstField;
    this.lines[this.rows++] = line;
  }

  /** Takes a row out of the block. The width must be known. */
  dropRow(row: number): void {
    const first = row * this.width;
    for (const fields of [this.starts, this.ends, this.quoted]) fields.copyWithin(first, first + this.width, this.fields);
    this.lines.copyWithin(row, row + 1, this.rows);
    this.fields -= this.width;
    this.rows--;
  }

  private growFields(): void {
    this.memory = null;
    this.starts = grown(this.starts, new Int32Array(this.starts.length * 2));
    this.ends = grown(this.ends, new Int32Array(this.ends.length * 2));
    this.quoted = grown(this.quoted, new Uint8Array(this.quoted.length * 2));
  }

  private growRows(): void {
    this.memory = null;
    this.lines = grown(this.lines, new Int32Array(this.lines.length * 2));
    this.firsts = grown(this.firsts, new Int32Array(this.lines.length));
  }
}

function grown<A extends Int32Array | Uint8Array>(from: A, into: A): A {
  into.set(from);
  return into;
}
