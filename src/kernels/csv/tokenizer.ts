// Longer than other files on purpose: one automaton, whose states share their fields.
import type { CsvKernel } from './csv-kernel.ts';
import type { Dialect, TokenizerEvents } from './dialect.ts';
import { GrowingBlock } from './growing-block.ts';
import { resolveQuotes } from './resolve-quotes.ts';

const QUOTE = 34;
const HASH = 35;
const SPACE = 32;
const TAB = 9;
const LF = 10;
const CR = 13;
/** A quoted field longer than this counts as never closed, so that memory stays bounded. */
const LONGEST_QUOTED = 32 * 1024 * 1024;

/**
 * Splits UTF-8 bytes into records and fields (RFC 4180, with LF, CRLF and CR mixed at will). Unquoted fields are trimmed of spaces and tabs.
 * Blank lines are skipped; so are lines that start with `#`, unless they have as many fields as the table (two or more) and no space behind the `#`.
 */
export class Tokenizer extends GrowingBlock {
  private readonly delimiter: number;
  private readonly events: TokenizerEvents;
  private readonly quote: number;
  private readonly escape: number;
  private readonly comment: Uint8Array | null;
  private readonly spaceBeforeQuote: boolean;
  private readonly strictFrom: number;
  /** The kernel knows no other dialect. */
  private readonly isUsual: boolean;
  private readonly isSpecial = new Uint8Array(256);
  private readonly isSpace = new Uint8Array(256);
  /** No byte above is special: one comparison for most bytes of most files. */
  private readonly highest: number;
  private length = 0;
  private isLast = false;
  private position = 0;
  private line = 1;
  /** Fields of whole records that hold quotes to be resolved. */
  private knotted: number[] = [];
  /** Found in the record being read; told once it is whole. */
  private strayLines: number[] = [];
  private unclosedLines: number[] = [];

  /** @param kernel reads the plain records; without one, or with it, the block is the same */
  constructor(dialect: Dialect, events: TokenizerEvents, kernel: CsvKernel | null = null) {
    super(dialect.width, kernel);
    this.delimiter = dialect.delimiter;
    this.events = events;
    this.quote = dialect.quote ?? QUOTE;
    this.escape = dialect.escape ?? -1;
    this.comment = dialect.comment ?? null;
    this.spaceBeforeQuote = dialect.spaceBeforeQuote ?? false;
    this.line = dialect.firstLine ?? 1;
    this.strictFrom = dialect.strictFrom ?? Infinity;
    this.isUsual = this.quote === QUOTE && this.escape < 0 && this.comment === null && !this.spaceBeforeQuote;
    this.highest = Math.max(dialect.delimiter, CR);
    for (const code of [dialect.delimiter, LF, CR]) this.isSpecial[code] = 1;
    if (dialect.delimiter !== SPACE) this.isSpace[SPACE] = 1;
    if (dialect.delimiter !== TAB) this.isSpace[TAB] = 1;
  }

  /** Line of the first record that was not whole in the last call. */
  get nextLine(): number {
    return this.line;
  }

  /**
   * Reads the whole records in `bytes[0 .. length]`, replacing the block of the call before. Bytes may be rewritten in place.
   * @param isLast nothing follows: the last record needs no line end
   * @returns how many bytes were used up; the rest is the beginning of a record to be given again with more behind it
   */
  read(bytes: Uint8Array, length: number, isLast: boolean): number {
    this.begin(bytes);
    this.length = length;
    this.isLast = isLast;
    this.position = 0;
    this.knotted = [];
    do this.readPlainRecords();
    while (this.position < length && this.readRecord());
    const { quote, escape, quoted } = this;
    for (const field of this.knotted)
      this.ends[field] = resolveQuotes(bytes, this.starts[field]!, this.ends[field]!, { quote, escape, isQuoted: quoted[field] === 1 });
    return this.position;
  }

  /** Lets the kernel go on as far as it can. */
  private readPlainRecords(): void {
    if (!this.kernel || !this.isUsual) return;
    const { run } = this.kernel;
    run.resume(this.fields, this.rows, this.line);
    this.position = run.readRecords(this.position, this.length, this.delimiter, this.width);
    this.fields = run.fields.value;
    this.rows = run.rows.value;
    this.line = run.line.value;
  }

  /** @returns false when the record is not whole yet; the position is then where it begins */
  private readRecord(): boolean {
    const begin = this.position;
    const first = this.bytes[begin]!;
    if (first === (this.comment ? this.comment[0] : HASH)) {
      const end = this.lineEnd(begin);
      if (end < 0) return false;
      if (this.isComment(begin, end)) return this.skipComment(end);
    }
    const firstField = this.fields;
    const knots = this.knotted.length;
    if (this.strayLines.length > 0) this.strayLines = [];
    if (this.unclosedLines.length > 0) this.unclosedLines = [];
    const line = this.line;
    if (!this.readFields(begin)) {
      this.fields = firstField;
      this.knotted.length = knots;
      this.line = line;
      this.position = begin;
      return false;
    }
    for (const stray of this.strayLines) this.events.onStrayQuote(stray);
    for (const unclosed of this.unclosedLines) this.events.onUnclosedQuote(unclosed);
    this.events.onRecord?.(line, this.bytes.subarray(begin, this.position));
    this.closeRecord(firstField, line);
    return true;
  }

  /** Reads fields up to and with the line end. */
  private readFields(begin: number): boolean {
    const { bytes, length, delimiter, quote, escape } = this;
    let at = begin;
    for (;;) {
      const open = this.spaceBeforeQuote ? this.behindSpaces(at) : at;
      if (open < length && bytes[open] === quote) at = this.readQuoted(open);
      else at = escape < 0 ? this.readPlain(at) : this.readEscaped(at);
      if (at < 0) return false;
      if (at === length || bytes[at] !== delimiter) return this.endLine(at);
      at++;
      if (at === length && !this.isLast) return false;
    }
  }

  /** @returns where the field ends (at a delimiter, a line end or the end), or -1 when it is not whole yet */
  private readPlain(from: number): number {
    const { bytes, length, isSpecial, highest } = this;
    let at = from;
    for (let byte: number; at < length && ((byte = bytes[at]!) > highest || isSpecial[byte] === 0);) at++;
    if (at === length && !this.isLast) return -1;
    this.pushTrimmed(from, at);
    return at;
  }

  private pushTrimmed(from: number, to: number): void {
    const { bytes, isSpace } = this;
    let start = from;
    let end = to;
    while (start < end && isSpace[bytes[start]!] === 1) start++;
    while (end > start && isSpace[bytes[end - 1]!] === 1) end--;
    this.pushField(start, end, 0);
  }

  /** A field without quotes in which a byte may be escaped. @returns as `readPlain` does */
  private readEscaped(from: number): number {
    const { bytes, length, isSpecial } = this;
    let at = from;
    let knotted = false;
    for (; at < length && isSpecial[bytes[at]!] === 0; at++) {
      if (bytes[at] !== this.escape || at + 1 === length) continue;
      knotted = true;
      if (isSpecial[bytes[++at]!] === 1 && bytes[at] !== this.delimiter) this.line++;
      if (bytes[at] === CR && bytes[at + 1] === LF) at++;
    }
    if (at >= length && !this.isLast) return -1;
    if (knotted) this.knotted.push(this.fields);
    this.pushTrimmed(from, Math.min(at, length));
    return Math.min(at, length);
  }

  private behindSpaces(from: number): number {
    let at = from;
    while (at < this.length && this.isSpace[this.bytes[at]!] === 1) at++;
    return at;
  }

  /** Steps over LF, CRLF or CR at `at`. */
  private endLine(at: number): boolean {
    if (at < this.length) {
      if (this.bytes[at] === CR) {
        if (at + 1 === this.length && !this.isLast) return false;
        if (at + 1 < this.length && this.bytes[at + 1] === LF) at++;
      }
      at++;
    }
    this.line++;
    this.position = at;
    return true;
  }

  /** @returns where the field ends (at a delimiter, a line end or the end), or -1 when it is not whole yet */
  private readQuoted(open: number): number {
    const { bytes, length, quote, escape } = this;
    const lineBefore = this.line;
    let knotted = false;
    let at = open + 1;
    for (;;) {
      while (at < length && bytes[at] !== quote) {
        if (bytes[at] === escape && at + 1 < length) {
          knotted = true;
          at++;
        }
        if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) this.line++;
        at++;
      }
      if (at === length) return this.unclosed(open, lineBefore);
      if (at + 1 === length && !this.isLast) return -1;
      if (bytes[at + 1] !== quote || at + 1 === length) break;
      knotted = true;
      at += 2;
    }
    const close = at++;
    while (at < length && this.isSpace[bytes[at]!] === 1) at++;
    if (at === length && !this.isLast) return -1;
    if (at < length && this.isSpecial[bytes[at]!] === 0) return this.readStray(open, close + 1);
    return this.pushQuoted(open + 1, close, knotted, at);
  }

  /** A quoted field with text behind its closing quote: the field goes on, unquoted, to the next delimiter or line end. */
  private readStray(open: number, from: number): number {
    let at = from;
    while (at < this.length && this.isSpecial[this.bytes[at]!] === 0) at++;
    if (at === this.length && !this.isLast) return -1;
    this.strayLines.push(this.line);
    return this.pushQuoted(open + 1, at, true, at);
  }

  private unclosed(open: number, line: number): number {
    this.line = line;
    if (!this.isLast && this.length - open < LONGEST_QUOTED) return -1;
    let at = open + 1;
    while (at < this.length && this.isSpecial[this.bytes[at]!] === 0) at++;
    if (at === this.length && !this.isLast) return -1;
    this.unclosedLines.push(line);
    return this.pushQuoted(open, at, false, at);
  }

  private pushQuoted(start: number, end: number, knotted: boolean, next: number): number {
    if (knotted) this.knotted.push(this.fields);
    this.pushField(start, end, 1);
    return next;
  }

  private closeRecord(firstField: number, line: number): void {
    const count = this.fields - firstField;
    if (count === 1 && this.starts[firstField] === this.ends[firstField] && this.quoted[firstField] === 0) {
      this.fields = firstField;
      this.events.onBlank(line);
      return;
    }
    const isWhole = this.unclosedLines.length === 0 && (count >= this.width || this.width < 0) && !this.hasMore(firstField);
    if (this.width > 0 && count !== this.width) this.fitWidth(firstField, count, line);
    if (isWhole || line < this.strictFrom) this.pushRow(firstField, line);
    else this.dropFrom(firstField);
  }

  /** Whether one of the fields beyond the width holds something. */
  private hasMore(firstField: number): boolean {
    if (this.width <= 0) return false;
    for (let field = firstField + this.width; field < this.fields; field++) if (this.starts[field]! < this.ends[field]!) return true;
    return false;
  }

  private dropFrom(field: number): void {
    this.fields = field;
    while (this.knotted.length > 0 && this.knotted.at(-1)! >= field) this.knotted.pop();
  }

  private fitWidth(firstField: number, count: number, line: number): void {
    this.events.onRagged(line, count, this.hasMore(firstField));
    while (this.fields < firstField + this.width) this.pushField(0, 0, 0);
    this.dropFrom(firstField + this.width);
  }

  /** @returns where the line ends, or -1 when that is not known yet */
  private lineEnd(from: number): number {
    let at = from;
    while (at < this.length && this.bytes[at] !== LF && this.bytes[at] !== CR) at++;
    return at === this.length && !this.isLast ? -1 : at;
  }

  private isComment(begin: number, end: number): boolean {
    const { comment } = this;
    if (comment) return comment.length <= end - begin && comment.every((byte, i) => this.bytes[begin + i] === byte);
    const width = Math.abs(this.width);
    if (width < 2 || this.bytes[begin + 1] === SPACE) return true;
    let count = 1;
    for (let at = begin; at < end; at++) if (this.bytes[at] === this.delimiter) count++;
    return count !== width;
  }

  private skipComment(end: number): boolean {
    const line = this.line;
    if (!this.endLine(end)) return false;
    this.events.onComment(line);
    return true;
  }
}
