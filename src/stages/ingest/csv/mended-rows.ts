import type { Tokenizer } from '../../../kernels/csv/tokenizer.ts';

/** U+FFFD, which stands for what was no character. */
const replacement = [0xef, 0xbf, 0xbd] as const;

/** Finds rows in which bytes that are not UTF-8 were replaced. */
export class MendedRows {
  private readonly lines: Int32Array;
  private readonly isStrict: boolean;
  private at = 0;

  /** @param lines of the file that hold such bytes, ascending @param isStrict the rows are taken out of the block */
  constructor(lines: Int32Array, isStrict: boolean) {
    this.lines = lines;
    this.isStrict = isStrict;
  }

  /** @param onFound told the line of each */
  seeIn(block: Tokenizer, onFound: (line: number) => void): void {
    for (let row = 0; row < block.rows && this.at < this.lines.length; row++) {
      const line = block.lines[row]!;
      const next = row + 1 < block.rows ? block.lines[row + 1]! : block.nextLine;
      while (this.lines[this.at]! < line) this.at++;
      // A comment or a blank line between two rows may be the one: the row has to hold what was put in.
      if (!(this.lines[this.at]! < next) || !isMended(block, row)) continue;
      onFound(line);
      if (this.isStrict) block.dropRow(row--);
    }
  }
}

function isMended({ bytes, starts, ends, width }: Tokenizer, row: number): boolean {
  for (let field = row * width; field < (row + 1) * width; field++) {
    const end = ends[field]! - replacement.length;
    for (let at = bytes.indexOf(replacement[0], starts[field]); at >= 0 && at <= end; at = bytes.indexOf(replacement[0], at + 1))
      if (replacement.every((byte, i) => bytes[at + i] === byte)) return true;
  }
  return false;
}
