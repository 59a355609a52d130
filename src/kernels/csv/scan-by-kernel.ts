import type { CsvKernel } from './csv-kernel.ts';
import type { FieldBlock } from './field-block.ts';
import type { NumberScan } from './number-scan.ts';

/** Reads rows of a column into `into[at ..]` as far as it can. @returns the first row it can't read, or `rows.to` */
export type ColumnScan = (
  block: FieldBlock,
  column: number,
  rows: { readonly from: number; readonly to: number },
  into: Float64Array,
  at: number,
  scan: NumberScan
) => number;

/** The scan that leaves to a kernel what the kernel can read, and reads the rest by its plain twin, row by row. */
export function withKernel(name: 'scanNumbers' | 'scanTimes', plain: ColumnScan): ColumnScan {
  return (block, column, rows, into, at, scan) => {
    const { kernel } = block;
    if (!kernel) return plain(block, column, rows, into, at, scan);
    for (let row = rows.from; ; row++) {
      row = scanBatches(kernel, name, block, column, { from: row, to: rows.to }, into, at + row - rows.from, scan);
      if (row === rows.to || plain(block, column, { from: row, to: row + 1 }, into, at + row - rows.from, scan) === row) return row;
    }
  };
}

function scanBatches(
  kernel: CsvKernel,
  name: 'scanNumbers' | 'scanTimes',
  ...[block, column, rows, into, at, scan]: Parameters<ColumnScan>
) {
  const { run, values } = kernel;
  const { width } = block;
  for (let row = rows.from; row < rows.to;) {
    const asked = Math.min(values.length, rows.to - row);
    const read = run[name](row * width + column, width, asked);
    into.set(read === values.length ? values : values.subarray(0, read), at + row - rows.from);
    scan.missing += run.missing.value;
    scan.flags |= run.seen.value;
    row += read;
    if (read < asked) return row;
  }
  return rows.to;
}
