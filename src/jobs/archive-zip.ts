import { deflateSync } from 'fflate';
import { archiveTooLarge } from '../core/errors/archives.ts';

/** Plain zip: these are its own limits. */
const MOST_ENTRIES = 65_535;
const MOST_BYTES = 4_294_967_295;

/** Blobs are merged at this size, so that the browser may keep them on disk. */
const PART_BYTES = 32 * 1024 * 1024;

interface WrittenEntry {
  readonly name: Uint8Array;
  readonly crc: number;
  readonly stored: number;
  readonly size: number;
  readonly method: number;
  readonly at: number;
}

/**
 * Writes a zip file entry by entry. No times and no machine's traits in it: equal entries give equal bytes.
 * Source: PKWARE APPNOTE 6.3.10, 4.3 (local header, central directory, end record).
 */
export class ZipWriter {
  readonly #entries: WrittenEntry[] = [];
  #parts: BlobPart[] = [];
  #loose = 0;
  #at = 0;

  /** @throws LatheError `archive-too-large` past 65,535 entries or 4 GB */
  add(name: string, bytes: Uint8Array): void {
    const packed = deflateSync(bytes, { level: 6 });
    const isSmaller = packed.length < bytes.length;
    const body = isSmaller ? packed : bytes;
    const entry = {
      name: new TextEncoder().encode(name),
      crc: crc32(bytes),
      stored: body.length,
      size: bytes.length,
      method: isSmaller ? 8 : 0,
      at: this.#at
    };
    this.#entries.push(entry);
    if (this.#entries.length > MOST_ENTRIES) throw archiveTooLarge('pieces', this.#entries.length, MOST_ENTRIES);
    this.#push(header(0x04034b50, entry));
    this.#push(entry.name);
    this.#push(body);
    if (this.#at > MOST_BYTES) throw archiveTooLarge('bytes', this.#at, MOST_BYTES);
  }

  /** Ends the file. @param commentLength bytes of a comment the caller will put behind it */
  finish(commentLength: number): Blob {
    const directoryAt = this.#at;
    for (const entry of this.#entries) {
      this.#push(header(0x02014b50, entry));
      this.#push(entry.name);
    }
    const end = new DataView(new ArrayBuffer(22));
    end.setUint32(0, 0x06054b50, true);
    end.setUint16(8, this.#entries.length, true);
    end.setUint16(10, this.#entries.length, true);
    end.setUint32(12, this.#at - directoryAt, true);
    end.setUint32(16, directoryAt, true);
    end.setUint16(20, commentLength, true);
    this.#push(new Uint8Array(end.buffer));
    return new Blob(this.#parts);
  }

  #push(bytes: Uint8Array): void {
    this.#parts.push(bytes as Uint8Array<ArrayBuffer>);
    this.#at += bytes.length;
    this.#loose += bytes.length;
    if (this.#loose < PART_BYTES) return;
    this.#parts = [new Blob(this.#parts)];
    this.#loose = 0;
  }
}

const FIRST_DAY = 0x0021; // 1980-01-01, the earliest a zip can say
const UTF8_NAMES = 0x0800;

/** A local header, or an entry of the directory, which has the same fields and some more. */
function header(signature: number, entry: WrittenEntry): Uint8Array {
  const isLocal = signature === 0x04034b50;
  const view = new DataView(new ArrayBuffer(isLocal ? 30 : 46));
  view.setUint32(0, signature, true);
  const at = isLocal ? 4 : 6;
  if (!isLocal) view.setUint16(4, 20, true);
  view.setUint16(at, 20, true);
  view.setUint16(at + 2, UTF8_NAMES, true);
  view.setUint16(at + 4, entry.method, true);
  view.setUint16(at + 8, FIRST_DAY, true);
  view.setUint32(at + 10, entry.crc, true);
  view.setUint32(at + 14, entry.stored, true);
  view.setUint32(at + 18, entry.size, true);
  view.setUint16(at + 22, entry.name.length, true);
  if (!isLocal) view.setUint32(42, entry.at, true);
  return new Uint8Array(view.buffer);
}

const crcTable = Uint32Array.from({ length: 256 }, (_, i) => {
  let crc = i;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
