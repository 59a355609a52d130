import { QuoteWatch } from './quote-watch.ts';

/** What stands for a delimiter of several bytes once it is folded: the unit separator of ASCII. */
export const FOLDED = 31;

export interface FoldMarks {
  /** UTF-8, two bytes at least. */
  readonly delimiter: Uint8Array;
  /** One byte; -1 = none. */
  readonly quote: number;
  /** One byte; -1 = none. */
  readonly escape: number;
}

/** Makes one byte of what parts two fields, piece by piece. */
export interface Fold {
  /** @returns the piece with its delimiters folded; its last bytes may be held back until the next, unless `isLast` */
  fold(piece: Uint8Array, isLast: boolean): Uint8Array;
}

/** Whether a delimiter has to be folded: the tokenizer knows those of one byte. */
export const isLong = (delimiter: string): boolean => delimiter.length > 1 || delimiter.charCodeAt(0) > 127;

/**
 * Writes one byte for a delimiter of several, but for those within quotes, so that the tokenizer needs to know single bytes only. Quotes count where the
 * tokenizer counts them: at the beginning of a field.
 */
export class DelimiterFold implements Fold {
  private readonly quotes: QuoteWatch;
  /** Bytes that may be the beginning of a delimiter which the piece cuts in two. */
  private held = new Uint8Array(0);

  private readonly marks: FoldMarks;

  constructor(marks: FoldMarks) {
    this.marks = marks;
    this.quotes = new QuoteWatch(marks);
  }

  fold(piece: Uint8Array, isLast: boolean): Uint8Array {
    const { delimiter } = this.marks;
    const bytes = joined(this.held, piece);
    const folded = new Uint8Array(bytes.length);
    let [at, written] = [0, 0];
    while (at < bytes.length) {
      const isPart = !this.quotes.isProtecting && matches(bytes, at, delimiter);
      if (isPart && bytes.length - at < delimiter.length && !isLast) break;
      if (isPart && bytes.length - at >= delimiter.length) {
        folded[written++] = FOLDED;
        at += delimiter.length;
        this.quotes.beginField();
      } else {
        this.quotes.step(bytes[at]!);
        folded[written++] = bytes[at++]!;
      }
    }
    this.held = bytes.slice(at);
    return folded.subarray(0, written);
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
