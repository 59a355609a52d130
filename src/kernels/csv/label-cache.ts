import type { CsvKernel } from './csv-kernel.ts';
import type { FieldBlock } from './field-block.ts';

/** The labels of one column that a kernel can tell by itself. It forgets some; it is never wrong. */
export class LabelCache {
  /** Missing rows that `scan` has read last. */
  missing = 0;
  private kernel: CsvKernel | null = null;
  private set = 0;

  /**
   * Reads rows as codes plus 1, 0 = missing, into `into[at ..]`.
   * @returns the first row it does not know, or `rows.to`
   */
  scan(block: FieldBlock, column: number, rows: { readonly from: number; readonly to: number }, into: Int32Array, at: number): number {
    this.missing = 0;
    const kernel = this.kernelOf(block);
    if (!kernel) return rows.from;
    const { run, codes } = kernel;
    for (let row = rows.from; row < rows.to;) {
      const asked = Math.min(codes.length, rows.to - row);
      const read = run.scanLabels(row * block.width + column, block.width, asked, this.set);
      into.set(codes.subarray(0, read), at + row - rows.from);
      this.missing += run.missing.value;
      row += read;
      if (read < asked) return row;
    }
    return rows.to;
  }

  /** @param code what `scan` shall answer for texts like this field */
  keep(block: FieldBlock, field: number, code: number): void {
    this.kernelOf(block)?.run.keepLabel(field, this.set, code);
  }

  private kernelOf({ kernel }: FieldBlock): CsvKernel | null {
    if (kernel && kernel !== this.kernel) this.set = kernel.newSet();
    return (this.kernel = kernel);
  }
}
