import { bytesFrom, type ByteSource } from '../../csv/byte-source.ts';
import { findEncoding } from '../../csv/encoding.ts';
import { textOf, unescaped } from './scan-json.ts';

/** A list of objects somewhere in a file that is one JSON object. */
export interface RecordPath {
  /** The keys that lead to it, as `data.rows`; a key that is no plain word stands in quotes. */
  readonly name: string;
  /** Its brackets and all between them. */
  readonly start: number;
  readonly end: number;
  /** The line it begins on. */
  readonly line: number;
}

/** Stands for the whole file, as one row. */
export const WHOLE = '$';

const READ_BYTES = 8 << 20;
const [QUOTE, BACKSLASH, FEED, OPEN, CLOSE, LIST, LIST_END, COLON, COMMA] = [0x22, 0x5c, 0x0a, 0x7b, 0x7d, 0x5b, 0x5d, 0x3a, 0x2c];

const known = new WeakMap<ByteSource, Promise<readonly RecordPath[]>>();

/**
 * The lists of objects in a file that is one JSON object, within objects at any depth and within no other list; the largest first. None where the file is a
 * list, or several objects, or in another encoding than UTF-8. A file is gone through once, however often it is asked about.
 */
export function recordPaths(source: ByteSource): Promise<readonly RecordPath[]> {
  const before = known.get(source);
  if (before) return before;
  const found = scan(source);
  known.set(source, found);
  found.catch(() => known.delete(source));
  return found;
}

async function scan(source: ByteSource): Promise<readonly RecordPath[]> {
  const encoding = await findEncoding(source);
  if (encoding.label !== 'utf-8') return [];
  const walk = new Walk(encoding.skip);
  for await (const piece of bytesFrom(source, encoding.skip, () => READ_BYTES)) if (!walk.see(piece)) return [];
  return walk.isWhole ? walk.found.toSorted((a, b) => b.end - b.start - (a.end - a.start)) : [];
}

/** What is read when nobody says: the largest list where it is over a quarter of the file, else the file as one row. */
export const usualPath = (paths: readonly RecordPath[], { size }: ByteSource): string =>
  paths[0] && (paths[0].end - paths[0].start) * 4 > size ? paths[0].name : WHOLE;

/** A list in the making. */
interface OpenList {
  readonly start: number;
  readonly line: number;
  /** Whether all its entries so far are objects. */
  isOfObjects: boolean;
  entries: number;
}

/** Goes through the bytes of a file once, in pieces. */
class Walk {
  readonly found: RecordPath[] = [];
  /** True once the one object of the file is closed. */
  isWhole = false;
  private line = 1;
  private at: number;
  /** Keys of the objects that are open, outermost first; the last is the key in whose value the walk is. */
  private readonly keys: string[] = [];
  private list: OpenList | null = null;
  /** Brackets that are open within the list. */
  private depth = 0;
  private text: number[] | null = null;
  private isInText = false;
  private isEscaped = false;
  /** The last text that was read in an object; a key once a colon follows. */
  private last = '';

  constructor(at: number) {
    this.at = at;
  }

  /** @returns false when the file is not one object */
  see(piece: Uint8Array): boolean {
    for (const byte of piece) {
      if (byte === FEED) this.line++;
      if (this.isInText) this.inText(byte);
      else if (byte > 0x20 && !(this.list ? this.inList(byte, this.list) : this.inObject(byte))) return false;
      this.at++;
    }
    return true;
  }

  private inText(byte: number): void {
    this.text?.push(byte);
    if (this.isEscaped) this.isEscaped = false;
    else if (byte === BACKSLASH) this.isEscaped = true;
    else if (byte === QUOTE) {
      this.isInText = false;
      if (this.text) this.last = keyOf(this.text);
      this.text = null;
    }
  }

  private inList(byte: number, list: OpenList): boolean {
    const isValue = byte !== COMMA && byte !== LIST_END;
    if (this.depth === 0 && isValue) {
      if (byte === OPEN) list.entries++;
      else list.isOfObjects = false;
    }
    if (byte === QUOTE) this.isInText = true;
    else if (byte === OPEN || byte === LIST) this.depth++;
    else if (byte === CLOSE || byte === LIST_END) {
      if (this.depth === 0) this.endList(list);
      else this.depth--;
    }
    return true;
  }

  private endList({ start, line, isOfObjects, entries }: OpenList): void {
    this.list = null;
    const name = this.keys.map(said).join('.');
    if (isOfObjects && entries > 0 && this.found.every((path) => path.name !== name))
      this.found.push({ name, start, end: this.at + 1, line });
  }

  private inObject(byte: number): boolean {
    if (this.isWhole || (this.keys.length === 0 && byte !== OPEN)) return false;
    if (byte === QUOTE) [this.isInText, this.text] = [true, [byte]];
    else if (byte === COLON) this.keys[this.keys.length - 1] = this.last;
    else if (byte === OPEN) this.keys.push('');
    else if (byte === CLOSE) {
      this.keys.pop();
      this.isWhole = this.keys.length === 0;
    } else if (byte === LIST) this.list = { start: this.at, line: this.line, isOfObjects: true, entries: 0 };
    return true;
  }
}

function keyOf(bytes: readonly number[]): string {
  const text = Uint8Array.from(bytes);
  try {
    return unescaped(text, { kind: 'escaped', start: 1, end: text.length - 1, next: text.length });
  } catch {
    return textOf(text, 1, text.length - 1);
  }
}

const said = (key: string): string => (/^[\p{L}\p{N}_-]+$/u.test(key) ? key : JSON.stringify(key));

/** A stretch of a source, as a source of its own. */
export const stretchOf = (source: ByteSource, { start, end }: Pick<RecordPath, 'start' | 'end'>): ByteSource => ({
  size: end - start,
  slice: (from, to) => source.slice(start + from, Math.min(end, start + to))
});
