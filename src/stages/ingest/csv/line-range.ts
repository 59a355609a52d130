const LF = 10;
const CR = 13;

/** Lines of a text in UTF-8, counted from 1; LF, CRLF and CR end them alike. */
export interface LineRange {
  /** The first that is read. */
  readonly from: number;
  /** The first that is not; null = all are. */
  readonly to: number | null;
}

/** Passes on the bytes of some lines; pieces may end anywhere, between CR and LF too. */
export async function* linesOf(pieces: AsyncIterable<Uint8Array>, { from, to }: LineRange): AsyncGenerator<Uint8Array> {
  const counter = new LineCounter();
  let isBegun = false;
  for await (const piece of pieces) {
    const start = isBegun ? 0 : counter.reach(piece, 0, from);
    if (start < 0) continue;
    isBegun = true;
    if (to === null) {
      yield piece.subarray(start);
      continue;
    }
    const end = counter.reach(piece, start, to);
    yield end < 0 ? piece.subarray(start) : piece.subarray(start, end);
    if (end >= 0) return;
  }
}

/** The text behind its first lines. */
export function skipLines(bytes: Uint8Array, lines: number): Uint8Array {
  const start = new LineCounter().reach(bytes, 0, lines + 1);
  return bytes.subarray(start < 0 ? bytes.length : start);
}

class LineCounter {
  private line = 1;
  private isBehindCr = false;

  /** @returns where in the piece the line begins, or -1 when it does so in a later one */
  reach(piece: Uint8Array, at: number, line: number): number {
    for (; at < piece.length; at++) {
      const byte = piece[at]!;
      const isSecond = this.isBehindCr && byte === LF;
      if (this.line >= line && !isSecond) {
        this.isBehindCr = false;
        return at;
      }
      this.isBehindCr = byte === CR;
      if (byte === CR || (byte === LF && !isSecond)) this.line++;
    }
    return -1;
  }
}
