import { pause, type WorkContext } from '../../../../core/context.ts';
import { bytesFrom, type ByteSource } from '../byte-source.ts';

/** How much of a source is UTF-8, and where it is not. */
export interface BadBytes {
  /** Whole characters of two bytes and more. */
  readonly valid: number;
  /** Runs of bytes that are none, as a decoder replaces them. */
  readonly bad: number;
  /** The last of these is a character that the end of the source cuts off. */
  readonly isCut: boolean;
  /** Lines that hold them, counted from 1, ascending. */
  readonly lines: Int32Array;
  /** Of the source. */
  readonly lineCount: number;
}

const RANGE_BYTES = 1 << 20;
/** Texts in other encodings hold pairs of bytes that could be UTF-8 as well: in Chinese ones, up to a fifth are. */
const VALID_PER_BAD = 10;
const LEAST_BEFORE_CUT = 3;
/** Where it is said to be UTF-8, so few lines may be damaged though nothing else beyond ASCII is there to speak for it. */
const LINES_PER_BAD = 1000;

/** Looks at every byte of a source. */
export async function badBytesOf(source: ByteSource, context: WorkContext): Promise<BadBytes> {
  const watch = new Utf8Watch();
  for await (const range of bytesFrom(source, 0, () => RANGE_BYTES)) {
    watch.see(range);
    await pause(context);
  }
  return watch.end();
}

/** @param isSaid a person, or a byte order mark, says that it is UTF-8 */
export function isMostlyUtf8({ valid, bad, isCut, lineCount }: BadBytes, isSaid: boolean): boolean {
  if (isSaid && bad * LINES_PER_BAD <= lineCount) return true;
  if (isCut && bad === 1) return valid >= LEAST_BEFORE_CUT;
  return valid >= bad * (isSaid ? 1 : VALID_PER_BAD);
}

/** The decoder of the WHATWG encoding standard, which only counts. */
class Utf8Watch {
  private valid = 0;
  private bad = 0;
  private readonly lines: number[] = [];
  private line = 1;
  private isBehindCr = false;
  private needed = 0;
  private lower = 0x80;
  private upper = 0xbf;

  see(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.needed > 0 && this.goesOn(byte)) continue;
      if (byte < 0x80) this.seeAscii(byte);
      else this.begin(byte);
    }
  }

  end(): BadBytes {
    const isCut = this.needed > 0;
    if (isCut) this.found();
    return { valid: this.valid, bad: this.bad, isCut, lines: Int32Array.from(this.lines), lineCount: this.line };
  }

  private seeAscii(byte: number): void {
    if (byte === 13 || (byte === 10 && !this.isBehindCr)) this.line++;
    this.isBehindCr = byte === 13;
  }

  private goesOn(byte: number): boolean {
    const isOwn = byte >= this.lower && byte <= this.upper;
    this.lower = 0x80;
    this.upper = 0xbf;
    this.needed = isOwn ? this.needed - 1 : 0;
    if (!isOwn) this.found();
    else if (this.needed === 0) this.valid++;
    return isOwn;
  }

  private begin(byte: number): void {
    this.isBehindCr = false;
    if (byte < 0xc2 || byte > 0xf4) return this.found();
    this.needed = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    if (byte === 0xe0) this.lower = 0xa0;
    if (byte === 0xed) this.upper = 0x9f;
    if (byte === 0xf0) this.lower = 0x90;
    if (byte === 0xf4) this.upper = 0x8f;
  }

  private found(): void {
    this.bad++;
    if (this.lines.at(-1) !== this.line) this.lines.push(this.line);
  }
}
