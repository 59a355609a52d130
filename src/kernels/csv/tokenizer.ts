import type { FieldBlock } from './field-block.ts';

export interface Dialect {
  /** One byte. */
  readonly delimiter: number;
  /** Fields a row should have; 0 = not known yet; negative = only lines with `#` are judged by it. Rows keep what they have in both cases. */
  readonly width: number;
}

/** What the tokenizer meets beside whole rows. Lines count from 1. */
export interface TokenizerEvents {
  onBlank(line: number): void;
  onComment(line: number): void;
  /** A row with another number of fields than the header; `lost` = one of the extra fields was not empty. */
  onRagged(line: number, fields: number, lost: boolean): void;
  /** Text behind a closing quote: `"a"b`. It is kept, joined to the field. */
  onStrayQuote(line: number): void;
  /** A quote that is never closed. It is taken as a character of its field. */
  onUnclosedQuote(line: number): void;
}

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
export class Tokenizer implements FieldBlock {
  bytes: Uint8Array = new Uint8Array(0);
  starts = new Int32Array(4096);
  ends = new Int32Array(4096);
  quoted = new Uint8Array(4096);
  lines = new Int32Array(1024);
  /** First field of each row; only of use while the width is not known. */
  firsts = new Int32Array(1024);
  rows = 0;
  readonly width: number;

  private readonly delimiter: number;
  private readonly events: TokenizerEvents;
  private readonly isSpecial = new Uint8Array(256);
  private readonly isSpace = new Uint8Array(256);
  /** No byte above is special: one comparison for most bytes of most files. */
  private readonly highest: number;
  /** Fields of all rows of the block. */
  get fieldCount(): number {
    return this.fields;
  }

  private length = 0;
  private isLast = false;
  private position = 0;
  private fields = 0;
  private line = 1;
  /** Fields of whole records that hold quotes to be resolved. */
  private knotted: number[] = [];
  /** Found in the record being read; told once it is whole. */
  private strayLines: number[] = [];
  private unclosedLines: number[] = [];

  constructor(dialect: Dialect, events: TokenizerEvents) {
    this.delimiter = dialect.delimiter;
    this.width = dialect.width;
    this.events = events;
    this.highest = Math.max(dialect.delimiter, CR);
    for (const code of [dialect.delimiter, LF, CR]) this.isSpecial[code] = 1;
    this.isSpace[SPACE] = 1;
    if (dialect.delimiter !== TAB) this.isSpace[TAB] = 1;
  }

  /**
   * Reads the whole records in `bytes[0 .. length]`, replacing the block of the call before. Bytes may be rewritten in place.
   * @param isLast nothing follows: the last record needs no line end
   * @returns how many bytes were used up; the rest is the beginning of a record to be given again with more behind it
   */
  read(bytes: Uint8Array, length: number, isLast: boolean): number {
    this.bytes = bytes;
    this.length = length;
    this.isLast = isLast;
    this.position = 0;
    this.fields = 0;
    this.rows = 0;
    this.knotted = [];
    while (this.position < length && this.readRecord());
    for (const field of this.knotted) this.resolveQuotes(field);
    return this.position;
  }

  /** Takes the first row out of the block. The width must be known. */
  dropFirst(): void {
    for (const fields of [this.starts, this.ends, this.quoted]) fields.copyWithin(0, this.width, this.fields);
    this.lines.copyWithin(0, 1, this.rows);
    this.fields -= this.width;
    this.rows--;
  }

  /** @returns false when the record is not whole yet; the position is then where it begins */
  private readRecord(): boolean {
    const begin = this.position;
    const first = this.bytes[begin]!;
    if (first === HASH) {
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
    this.closeRecord(firstField, line);
    return true;
  }

  /** Reads fields up to and with the line end. */
  private readFields(begin: number): boolean {
    const { bytes, length, delimiter } = this;
    let at = begin;
    for (;;) {
      if (this.fields === this.starts.length) this.growFields();
      at = at < length && bytes[at] === QUOTE ? this.readQuoted(at) : this.readPlain(at);
      if (at < 0) return false;
      if (at === length || bytes[at] !== delimiter) return this.endLine(at);
      at++;
      if (at === length && !this.isLast) return false;
    }
  }

  /** @returns where the field ends (at a delimiter, a line end or the end), or -1 when it is not whole yet */
  private readPlain(from: number): number {
    const { bytes, length, isSpecial, isSpace, highest, fields } = this;
    let at = from;
    for (let byte: number; at < length && ((byte = bytes[at]!) > highest || isSpecial[byte] === 0);) at++;
    if (at === length && !this.isLast) return -1;
    let start = from;
    let end = at;
    while (start < end && isSpace[bytes[start]!] === 1) start++;
    while (end > start && isSpace[bytes[end - 1]!] === 1) end--;
    this.starts[fields] = start;
    this.ends[fields] = end;
    this.quoted[fields] = 0;
    this.fields = fields + 1;
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
    const { bytes, length } = this;
    const lineBefore = this.line;
    let knotted = false;
    let at = open + 1;
    for (;;) {
      while (at < length && bytes[at] !== QUOTE) {
        if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) this.line++;
        at++;
      }
      if (at === length) return this.unclosed(open, lineBefore);
      if (at + 1 === length && !this.isLast) return -1;
      if (bytes[at + 1] !== QUOTE || at + 1 === length) break;
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
    this.starts[this.fields] = start;
    this.ends[this.fields] = end;
    if (knotted) this.knotted.push(this.fields);
    this.quoted[this.fields++] = 1;
    return next;
  }

  private closeRecord(firstField: number, line: number): void {
    const count = this.fields - firstField;
    if (count === 1 && this.starts[firstField] === this.ends[firstField] && this.quoted[firstField] === 0) {
      this.fields = firstField;
      this.events.onBlank(line);
      return;
    }
    if (this.width > 0 && count !== this.width) this.fitWidth(firstField, count, line);
    if (this.rows === this.lines.length) this.growRows();
    this.firsts[this.rows] = firstField;
    this.lines[this.rows++] = line;
  }

  private fitWidth(firstField: number, count: number, line: number): void {
    let lost = false;
    for (let field = firstField + this.width; field < this.fields; field++) lost ||= this.starts[field]! < this.ends[field]!;
    this.events.onRagged(line, count, lost);
    while (this.fields < firstField + this.width) {
      if (this.fields === this.starts.length) this.growFields();
      this.starts[this.fields] = 0;
      this.ends[this.fields] = 0;
      this.quoted[this.fields++] = 0;
    }
    this.fields = firstField + this.width;
    while (this.knotted.length > 0 && this.knotted.at(-1)! >= this.fields) this.knotted.pop();
  }

  /** Rewrites a field in place: doubled quotes become one, single ones (of a stray quote) go. */
  private resolveQuotes(field: number): void {
    const { bytes } = this;
    const end = this.ends[field]!;
    let to = this.starts[field]!;
    let isInside = true;
    for (let at = to; at < end; at++) {
      const byte = bytes[at]!;
      if (byte === QUOTE && isInside) {
        if (at + 1 < end && bytes[at + 1] === QUOTE) at++;
        else {
          isInside = false;
          continue;
        }
      }
      bytes[to++] = byte;
    }
    this.ends[field] = to;
  }

  /** @returns where the line ends, or -1 when that is not known yet */
  private lineEnd(from: number): number {
    let at = from;
    while (at < this.length && this.bytes[at] !== LF && this.bytes[at] !== CR) at++;
    return at === this.length && !this.isLast ? -1 : at;
  }

  private isComment(begin: number, end: number): boolean {
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

  private growFields(): void {
    this.starts = grown(this.starts, new Int32Array(this.starts.length * 2));
    this.ends = grown(this.ends, new Int32Array(this.ends.length * 2));
    this.quoted = grown(this.quoted, new Uint8Array(this.quoted.length * 2));
  }

  private growRows(): void {
    this.lines = grown(this.lines, new Int32Array(this.lines.length * 2));
    this.firsts = grown(this.firsts, new Int32Array(this.firsts.length * 2));
  }
}

function grown<A extends Int32Array | Uint8Array>(from: A, into: A): A {
  into.set(from);
  return into;
}
