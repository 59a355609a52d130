const LF = 10;
const CR = 13;

/** Knows, byte by byte, whether quotes or an escape protect the next one. Quotes count where the tokenizer counts them: at the beginning of a field. */
export class QuoteWatch {
  private isQuoted = false;
  /** The quote before this byte has closed a field, or is one half of a doubled quote. */
  private isBehindQuote = false;
  private isAtStart = true;
  private isEscaped = false;
  private readonly marks: { readonly quote: number; readonly escape: number };

  /** @param marks a byte each; -1 = none */
  constructor(marks: { readonly quote: number; readonly escape: number }) {
    this.marks = marks;
  }

  /** The next byte is one of a field, whatever it is. */
  get isProtecting(): boolean {
    return this.isQuoted || this.isEscaped;
  }

  /** What parts two fields has gone by. */
  beginField(): void {
    this.isAtStart = true;
    this.isBehindQuote = false;
  }

  step(byte: number): void {
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
