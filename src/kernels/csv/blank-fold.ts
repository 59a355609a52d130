import { QuoteWatch } from './quote-watch.ts';
import { FOLDED, type Fold, type FoldMarks } from './delimiter-fold.ts';

/** What stands for blanks and tabs in any number, as a regular expression would say it. */
export const BLANKS = '\\s+';
/** Stands for a tab, or two blanks and more: one blank is a letter of its field, as in a name. */
export const WIDE_BLANKS = '\\s\\s+';

const LF = 10;
const CR = 13;
const TAB = 9;
const SPACE = 32;

/**
 * Writes one byte for the blanks and tabs between two fields, however many they are, and none for those at the ends of a line, so that columns set under
 * one another with blanks become fields. Within quotes all stay.
 */
export class BlankFold implements Fold {
  private readonly quotes: QuoteWatch;
  private hasField = false;
  /** Blanks behind a field; a tab counts for two. */
  private waiting = 0;
  private readonly least: 1 | 2;

  /** @param least blanks that part two fields */
  constructor(marks: FoldMarks, least: 1 | 2 = 1) {
    this.quotes = new QuoteWatch(marks);
    this.least = least;
  }

  /** @returns the piece with its blanks folded: a byte longer than it was at most */
  fold(piece: Uint8Array): Uint8Array {
    const folded = new Uint8Array(piece.length + 1);
    let written = 0;
    for (const byte of piece) {
      if ((byte === SPACE || byte === TAB) && !this.quotes.isProtecting) {
        if (this.hasField) this.waiting += byte === TAB ? 2 : 1;
        continue;
      }
      const isLineEnd = (byte === LF || byte === CR) && !this.quotes.isProtecting;
      if (this.waiting > 0 && !isLineEnd) {
        const isBetween = this.waiting >= this.least;
        folded[written++] = isBetween ? FOLDED : SPACE;
        if (isBetween) this.quotes.beginField();
        else this.quotes.step(SPACE);
      }
      this.waiting = 0;
      this.hasField = !isLineEnd;
      this.quotes.step(byte);
      folded[written++] = byte;
    }
    return folded.subarray(0, written);
  }
}
