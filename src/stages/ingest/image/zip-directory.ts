import { bytesOf } from '../csv/byte-source.ts';
import { zipUnreadable } from '../../../core/errors/images.ts';

/** Bytes that can be read in pieces; a Blob is one. */
export interface Bytes {
  readonly size: number;
  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** One file of a zip, as the directory at its end tells it. Nothing of it is trusted yet. */
export interface ZipEntry {
  readonly path: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Where its local header begins. */
  readonly offset: number;
}

const END_BYTES = 22;
const MOST_COMMENT = 0xffff;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
/** Files an archive may hold. */
const MOST_ENTRIES = 65_534;

/**
 * Reads the directory of a zip.
 * Source: PKWARE, .ZIP File Format Specification (APPNOTE) 6.3.10, 4.3.12 and 4.3.16.
 * @throws LatheError `zip-unreadable` when it is no zip, is cut off, uses zip64, or has files that share bytes, which only bombs do
 */
export async function readZipDirectory(zip: Bytes): Promise<ZipEntry[]> {
  const tailStart = Math.max(0, zip.size - END_BYTES - MOST_COMMENT);
  const tail = await viewOf(zip, tailStart, zip.size);
  const end = findEnd(tail);
  if (end < 0) throw zipUnreadable('it has no directory: it is no zip, or was cut off');
  const [count, size, start] = [tail.getUint16(end + 10, true), tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)];
  if (count > MOST_ENTRIES || start === 0xffffffff)
    throw zipUnreadable(`it has over ${MOST_ENTRIES.toLocaleString('en-US')} files or over 4 GB`);
  if (start + size > tailStart + end) throw zipUnreadable('its directory lies outside of it');
  const entries = readEntries(await viewOf(zip, start, start + size), count);
  checkApart(entries, start);
  return entries;
}

export async function viewOf(zip: Bytes, from: number, to: number): Promise<DataView> {
  return new DataView(await bytesOf(zip.slice(from, to)));
}

function findEnd(tail: DataView): number {
  for (let at = tail.byteLength - END_BYTES; at >= 0; at--) if (tail.getUint32(at, true) === 0x06054b50) return at;
  return -1;
}

function readEntries(view: DataView, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_BYTES > view.byteLength || view.getUint32(at, true) !== 0x02014b50) throw zipUnreadable('its directory is damaged');
    const nameBytes = view.getUint16(at + 28, true);
    const next = at + ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > view.byteLength) throw zipUnreadable('its directory is damaged');
    const flags = view.getUint16(at + 8, true);
    entries.push({
      path: decodeName(new Uint8Array(view.buffer, at + ENTRY_BYTES, nameBytes)),
      method: view.getUint16(at + 10, true),
      encrypted: (flags & 1) !== 0,
      crc: view.getUint32(at + 16, true),
      packedBytes: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true)
    });
    at = next;
  }
  return entries;
}

/** Most programs write UTF-8 whether they say so or not; what is not is read byte by byte. */
function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Source: Fifield (2019), "A better zip bomb": files that overlap let a small archive unpack without bound. */
function checkApart(entries: readonly ZipEntry[], directory: number): void {
  const ordered = [...entries].sort((a, b) => a.offset - b.offset);
  ordered.forEach((entry, i) => {
    const limit = ordered[i + 1]?.offset ?? directory;
    if (entry.offset + LOCAL_BYTES + entry.packedBytes > limit)
      throw zipUnreadable('some of its files lie over each other or outside of it');
  });
}
