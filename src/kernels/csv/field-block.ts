import type { CsvKernel } from './csv-kernel.ts';

/**
 * Records of a CSV as positions into UTF-8 bytes; nothing is copied. Field j of row r stands at `r * width + j`. The arrays are longer than
 * what is used of them and are used again for the next block.
 */
export interface FieldBlock {
  bytes: Uint8Array;
  /** First byte of each field, inside its quotes. */
  starts: Int32Array;
  /** One behind the last byte of each field. A field that is not there is empty: start = end. */
  ends: Int32Array;
  /** 1 = the field stood in quotes. */
  quoted: Uint8Array;
  /** Line on which each row begins, counted from 1, length: rows. */
  lines: Int32Array;
  rows: number;
  readonly width: number;
  /** The kernel in whose memory all these arrays lie, or null: then they are plain arrays. */
  readonly kernel: CsvKernel | null;
}

/** Where the last field of a block ends: those of the last row stand behind all others, but for those it lacks, which are empty at 0. */
export function bytesUsed({ rows, width, ends }: FieldBlock): number {
  let most = 0;
  for (let field = Math.max(0, rows - 1) * width; field < rows * width; field++) most = Math.max(most, ends[field]!);
  return most;
}
