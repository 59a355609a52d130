import { QuoteWatch } from './quote-watch.ts';
import { FOLDED, type Fold, type FoldMarks } from './delimiter-fold.ts';

/** What stands for blanks and tabs in any number, as a regular expression would say it. */
export const BLANKS = '\\s+';

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
  private isWaiting = false;

  constructor(marks: FoldMarks) {
    this.quotes = new QuoteWatch(marks);
  }

  /** @returns the piece with its blanks folded: a byte longer than it was at most */
  fold(piece: Uint8Array): Uint8Array {
    const folded = new Uint8Array(piece.length + 1);
    let written = 0;
    for (const byte of piece) {
      if ((byte === SPACE || byte === TAB) && !this.quotes.isProtecting) {
        this.isWaiting = this.hasField;
        continue;
      }
      const isLineEnd = (byte === LF || byte === CR) && !this.quotes.isProtecting;
      if (this.isWaiting && !isLineEnd) {
        folded[written++] = FOLDED;
        this.quotes.beginField();
      }
      this.isWaiting = false;
      this.hasField = !isLineEnd;
      this.quotes.step(byte);
      folded[written++] = byte;
    }
    return folded.subarray(0, written);
  }
}
