import { endOfNested, JsonFault, skipSpace } from './scan-json.ts';

/** How records stand in a file: one a line, in one list, or one behind the other. */
export type JsonShape = 'lines' | 'list' | 'sequence';

/** One record: it begins at `start`; for lines it ends at `end`. */
export interface RecordSpan {
  readonly start: number;
  readonly end: number;
  /** Where to look for the next. */
  readonly next: number;
  readonly line: number;
}

/**
 * Finds records in bytes that come in pieces. `find` gives the next one, `null` when more bytes are needed, `end` at the end of the file.
 */
export class RecordCutter {
  line = 1;
  private isOpen = false;
  private isClosed = false;
  private needsComma = false;
  private readonly shape: JsonShape;

  constructor(shape: JsonShape) {
    this.shape = shape;
  }

  /** @throws JsonFault where the file itself, not a record of it, is no JSON */
  find(bytes: Uint8Array, at: number, end: number, isLast: boolean): RecordSpan | null | 'end' {
    return this.shape === 'lines' ? this.findLine(bytes, at, end, isLast) : this.findValue(bytes, at, end, isLast);
  }

  private findLine(bytes: Uint8Array, at: number, end: number, isLast: boolean): RecordSpan | null | 'end' {
    for (;;) {
      const feed = bytes.indexOf(0x0a, at);
      const isFound = feed >= 0 && feed < end;
      if (!isFound && !isLast) return null;
      const stop = isFound ? feed : end;
      const start = skipSpace(bytes, at, stop);
      const next = isFound ? feed + 1 : end;
      const { line } = this;
      if (start < stop) {
        this.line++;
        return { start, end: stop, next, line };
      }
      if (!isFound) return 'end';
      this.line++;
      at = next;
    }
  }

  private findValue(bytes: Uint8Array, at: number, end: number, isLast: boolean): RecordSpan | null | 'end' {
    const start = this.skip(bytes, at, end);
    if (start >= end) return isLast ? this.finished() : null;
    if (this.isClosed) throw new JsonFault('something stands behind the end of the list');
    if (bytes[start] !== 0x7b) throw new JsonFault('a record is no object');
    const next = endOfNested(bytes, start, end);
    if (next < 0) {
      if (isLast) throw new JsonFault('it ends within a record');
      return null;
    }
    const { line } = this;
    for (let i = bytes.indexOf(0x0a, start); i >= 0 && i < next; i = bytes.indexOf(0x0a, i + 1)) this.line++;
    this.needsComma = this.shape === 'list';
    return { start, end: next, next, line };
  }

  /** Where the last call of `find` that found nothing has got to. */
  at = 0;

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
    this.at = at;
    if (at < end && this.needsComma && !this.isClosed) throw new JsonFault('a comma is missing between two records');
    return at;
  }

  private finished(): 'end' {
    if (this.shape === 'list' && !this.isClosed) throw new JsonFault('its list is not closed, so it was cut off');
    return 'end';
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
