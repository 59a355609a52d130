import type { CsvKernel } from '../../../../kernels/csv/csv-kernel.ts';
import { GrowingBlock } from '../../../../kernels/csv/growing-block.ts';

/** How records are parted, for the kernel. */
export const PARTED = { lines: 0, list: 1, sequence: 2 } as const;

/** What the kernel marks a list with. */
const LIST = 2;
/** As many fields as a kernel has room for. */
const MOST_FIELDS = 1 << 18;
const FEWEST_ROWS = 64;
const MOST_ROWS = 1 << 30;

/** Where a run of the kernel has got to: one behind its last record, and the line there. */
export interface KernelRun {
  readonly next: number;
  readonly line: number;
  /** Fields that hold lists, by row and column. */
  readonly lists: readonly { readonly line: number; readonly column: number }[];
}

/** Records as rows of fields, all of one width: keys that a record does not have are empty fields. */
export class RecordBlock extends GrowingBlock {
  constructor(width: number, kernel: CsvKernel | null) {
    super(Math.max(1, width), kernel);
  }

  /** Empties the block; its rows are spans of `bytes`. */
  start(bytes: Uint8Array): void {
    this.begin(bytes);
  }

  get isFull(): boolean {
    return this.rows >= FEWEST_ROWS && (this.rows + 1) * this.width > MOST_FIELDS;
  }

  addRow(line: number): void {
    const first = this.fields;
    for (let column = 0; column < this.width; column++) this.pushField(0, 0, 0);
    this.pushRow(first, line);
  }

  /** Fills a field of the last row. */
  set(column: number, span: { readonly start: number; readonly end: number }, quoted: number): void {
    const field = this.fields - this.width + column;
    this.starts[field] = span.start;
    this.ends[field] = span.end;
    this.quoted[field] = quoted;
  }

  /** Lets the kernel read the objects from the brace at `at` on. */
  readByKernel(
    kernel: CsvKernel,
    at: number,
    end: number,
    how: { readonly parted: number; readonly most: number; line: number }
  ): KernelRun {
    const { run } = kernel;
    const before = this.rows;
    run.resume(this.fields, before, how.line);
    const next = run.readObjects(at, end, this.width, how.parted, Math.min(how.most, MOST_ROWS));
    this.fields = run.fields.value;
    this.rows = run.rows.value;
    return { next, line: run.line.value, lists: run.lists.value > 0 ? this.takeLists(before) : [] };
  }

  /** From now on they are texts without quotes, as any value that is no text. */
  private takeLists(fromRow: number): KernelRun['lists'] {
    const found: { line: number; column: number }[] = [];
    const { quoted, width } = this;
    const to = this.rows * width;
    for (let field = quoted.indexOf(LIST, fromRow * width); field >= 0 && field < to; field = quoted.indexOf(LIST, field + 1)) {
      quoted[field] = 0;
      found.push({ line: this.lines[Math.floor(field / width)]!, column: field % width });
    }
    return found;
  }
}
