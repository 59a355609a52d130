import { endOfNested, JsonFault, skipSpace } from './scan-json.ts';

/** How records stand in a file: one a line, in one list, or one behind the other. */
export type JsonShape = 'lines' | 'list' | 'sequence';

/** Where a record ends, and where to look for the next. */
export interface RecordEnd {
  readonly end: number;
  readonly next: number;
}

/** Finds records in bytes that come in pieces. */
export class RecordCutter {
  /** The line of the record that `begin` has found, or that `end` goes on to. */
  line: number;
  /** Where the last call of `begin` has got to: all before it is used up. */
  at = 0;
  private isOpen = false;
  private isClosed = false;
  private needsComma = false;
  private readonly shape: JsonShape;

  /** @param line on which the bytes begin */
  constructor(shape: JsonShape, line = 1) {
    this.shape = shape;
    this.line = line;
  }

  /**
   * @returns where the next record begins; -1 where none does in these bytes
   * @throws JsonFault where the file itself, not a record of it, is no JSON
   */
  begin(bytes: Uint8Array, at: number, end: number, isLast: boolean): number {
    const start = (this.at = this.shape === 'lines' ? this.skipLines(bytes, at, end) : this.skip(bytes, at, end));
    if (start >= end) {
      if (isLast && this.shape === 'list' && !this.isClosed) throw new JsonFault('its list is not closed, so it was cut off');
      return -1;
    }
    if (this.shape === 'lines') return start;
    if (this.needsComma && !this.isClosed) throw new JsonFault('a comma is missing between two records');
    if (this.isClosed) throw new JsonFault('something stands behind the end of the list');
    if (bytes[start] !== 0x7b) throw new JsonFault('a record is no object');
    return start;
  }

  /** Where the record that begins at `start` ends; null when more bytes are needed. */
  end(bytes: Uint8Array, start: number, end: number, isLast: boolean): RecordEnd | null {
    if (this.shape !== 'lines') return this.endOfValue(bytes, start, end, isLast);
    const feed = bytes.indexOf(0x0a, start);
    if (feed >= 0 && feed < end) {
      this.line++;
      return { end: feed, next: feed + 1 };
    }
    return isLast ? { end, next: end } : null;
  }

  /** Others have read on from where `begin` has got to. */
  passed(line: number): void {
    this.line = line;
    this.needsComma = this.shape === 'list';
  }

  private endOfValue(bytes: Uint8Array, start: number, end: number, isLast: boolean): RecordEnd | null {
    const next = endOfNested(bytes, start, end);
    if (next < 0) {
      if (isLast) throw new JsonFault('it ends within a record');
      return null;
    }
    for (let i = bytes.indexOf(0x0a, start); i >= 0 && i < next; i = bytes.indexOf(0x0a, i + 1)) this.line++;
    this.needsComma = this.shape === 'list';
    return { end: next, next };
  }

  private skipLines(bytes: Uint8Array, at: number, end: number): number {
    const start = skipSpace(bytes, at, end);
    for (; at < start; at++) if (bytes[at] === 0x0a) this.line++;
    return start;
  }

  private skip(bytes: Uint8Array, at: number, end: number): number {
    for (; at < end; at++) {
      const byte = bytes[at]!;
      if (byte === 0x0a) this.line++;
      else if (byte === 0x20 || byte === 0x0d || byte === 0x09) continue;
      else if (this.shape === 'list' && !this.isOpen && byte === 0x5b) this.isOpen = true;
      else if (this.needsComma && byte === 0x2c) this.needsComma = false;
      else if (this.isOpen && !this.isClosed && byte === 0x5d) this.isClosed = true;
      else break;
    }
    return at;
  }
}

/** How the records of a file stand, by its beginning. */
export function shapeOf(head: Uint8Array): JsonShape {
  const at = skipSpace(head, 0, head.length);
  if (head[at] === 0x5b) return 'list';
  const feed = head.indexOf(0x0a, at);
  const line = feed < 0 ? head.length : feed;
  const closes = endOfNested(head, at, line);
  return closes < 0 && feed >= 0 ? 'sequence' : 'lines';
}
