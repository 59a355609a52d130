import type { Tokenizer } from '../../../kernels/csv/tokenizer.ts';

/**
 * Finds rows that say again what the header says, as files put together from several have them. A header of one name is none to go by: the one column
 * may hold that word.
 */
export class RepeatedHeader {
  private readonly names: readonly Uint8Array[];

  /** @param header the names as they stand in the file */
  constructor(header: readonly string[]) {
    const encoder = new TextEncoder();
    this.names = header.length < 2 || header.every((name) => name === '') ? [] : header.map((name) => encoder.encode(name));
  }

  /** Takes them out of a block. @param onFound told the line of each */
  dropFrom(block: Tokenizer, onFound: (line: number) => void): void {
    if (this.names.length !== block.width) return;
    for (let row = 0; row < block.rows; row++) {
      if (!this.isIn(block, row)) continue;
      onFound(block.lines[row]!);
      block.dropRow(row--);
    }
  }

  private isIn({ bytes, starts, ends, width }: Tokenizer, row: number): boolean {
    for (let j = 0, field = row * width; j < width; j++, field++) {
      const name = this.names[j]!;
      const start = starts[field]!;
      if (ends[field]! - start !== name.length) return false;
      for (let i = 0; i < name.length; i++) if (bytes[start + i] !== name[i]) return false;
    }
    return true;
  }
}
