/** What stands for a delimiter of several bytes once it is folded: the unit separator of ASCII. */
export const FOLDED = 31;

const LF = 10;
const CR = 13;

export interface FoldMarks {
  /** UTF-8, two bytes at least. */
  readonly delimiter: Uint8Array;
  /** One byte; -1 = none. */
  readonly quote: number;
  /** One byte; -1 = none. */
  readonly escape: number;
}

/** Whether a delimiter has to be folded: the tokenizer knows those of one byte. */
export const isLong = (delimiter: string): boolean => delimiter.length > 1 || delimiter.charCodeAt(0) > 127;

/**
 * Writes one byte for a delimiter of several, but for those within quotes, so that the tokenizer needs to know single bytes only. Quotes count where the
 * tokenizer counts them: at the beginning of a field.
 */
export class DelimiterFold {
  private isQuoted = false;
  /** The quote before this byte has closed a field, or is one half of a doubled quote. */
  private isBehindQuote = false;
  private isAtStart = true;
  private isEscaped = false;
  /** Bytes that may be the beginning of a delimiter which the piece cuts in two. */
  private held = new Uint8Array(0);

  private readonly marks: FoldMarks;

  constructor(marks: FoldMarks) {
    this.marks = marks;
  }

  /** @returns the piece with its delimiters folded; its last bytes may be held back until the next, unless `isLast` */
  fold(piece: Uint8Array, isLast: boolean): Uint8Array {
    const { delimiter } = this.marks;
    const bytes = joined(this.held, piece);
    const folded = new Uint8Array(bytes.length);
    let [at, written] = [0, 0];
    while (at < bytes.length) {
      const isPart = !this.isQuoted && !this.isEscaped && matches(bytes, at, delimiter);
      if (isPart && bytes.length - at < delimiter.length && !isLast) break;
      if (isPart && bytes.length - at >= delimiter.length) {
        folded[written++] = FOLDED;
        at += delimiter.length;
        this.isAtStart = true;
        this.isBehindQuote = false;
      } else {
        this.step(bytes[at]!);
        folded[written++] = bytes[at++]!;
      }
    }
    this.held = bytes.slice(at);
    return folded.subarray(0, written);
  }

  private step(byte: number): void {
    const { quote, escape } = this.marks;
    if (this.isEscaped) this.isEscaped = false;
    else if (byte === escape) this.isEscaped = true;
    else if (byte === quote && this.isQuoted) this.closeQuote();
    else if (byte === quote && (this.isAtStart || this.isBehindQuote)) this.isQuoted = true;
    else this.isBehindQuote = false;
    this.isAtStart = !this.isQuoted && (byte === LF || byte === CR);
  }

  private closeQuote(): void {
    this.isQuoted = false;
    this.isBehindQuote = true;
  }
}

/** Whether the bytes from `at` on begin with the delimiter, as far as there are bytes. */
function matches(bytes: Uint8Array, at: number, delimiter: Uint8Array): boolean {
  const end = Math.min(delimiter.length, bytes.length - at);
  for (let i = 0; i < end; i++) if (bytes[at + i] !== delimiter[i]) return false;
  return true;
}

function joined(before: Uint8Array, piece: Uint8Array): Uint8Array {
  if (before.length === 0) return piece;
  const both = new Uint8Array(before.length + piece.length);
  both.set(before);
  both.set(piece, before.length);
  return both;
}
