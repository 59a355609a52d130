import { Inflate } from 'fflate';
import { fileDamaged, fileTooLarge } from '../../../core/errors/files.ts';
import { readRange, type ByteSource } from '../csv/byte-source.ts';
import { Crc32 } from '../image/crc32.ts';
import { viewOf, type ZipEntry } from '../image/zip-directory.ts';
import { mostUnpacked } from './unpack-limit.ts';

const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
/** Deflate makes at most 1,032 bytes of one: a piece this small makes 64 MB at worst. */
const PIECE = 64 * 1024;

/**
 * One file of a zip, unpacked as a stream. Size and checksum must be those of the directory; what unpacks to far more than its packed size is refused
 * while it is being unpacked.
 * @throws LatheError `file-damaged`, `file-too-large`
 */
export async function* unpackEntry(zip: ByteSource, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const limit = Math.min(entry.bytes, mostUnpacked(entry.packedBytes));
  if (entry.encrypted) throw fileDamaged('zip', `"${entry.path}" is locked with a password`);
  if (entry.method !== STORED && entry.method !== DEFLATED)
    throw fileDamaged('zip', `"${entry.path}" is packed in a way other than deflate`);
  if (entry.bytes > limit) throw unpacksTooFar(entry.path, entry.bytes, limit);
  const crc = new Crc32();
  let bytes = 0;
  for await (const piece of inflated(zip, entry)) {
    bytes += piece.length;
    if (bytes > entry.bytes) break;
    crc.add(piece);
    yield piece;
  }
  if (bytes !== entry.bytes || crc.value !== entry.crc)
    throw fileDamaged('zip', `"${entry.path}" is not of the size or checksum that the directory says`);
}

export const unpacksTooFar = (path: string, bytes: number, limit: number) =>
  fileTooLarge(
    `"${path}" unpacks to ${mega(bytes)} or more, far more than its packed size suggests`,
    mega(limit),
    'Archives like that are made to fill a disk. If you trust it, unpack it yourself and give the file.'
  );

const mega = (bytes: number) => `${Math.ceil(bytes / 2 ** 20).toLocaleString('en-US')} MB`;

async function* inflated(zip: ByteSource, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  let out: Uint8Array[] = [];
  const inflate = new Inflate((piece) => void out.push(piece));
  for await (const { bytes, isLast } of packedPieces(zip, entry)) {
    if (entry.method === STORED) yield bytes;
    else {
      try {
        inflate.push(bytes, isLast);
      } catch (cause) {
        throw fileDamaged('zip', `"${entry.path}" can’t be unpacked`, cause);
      }
      yield* out;
      out = [];
    }
  }
}

async function* packedPieces(
  zip: ByteSource,
  { path, offset, packedBytes }: ZipEntry
): AsyncGenerator<{ bytes: Uint8Array; isLast: boolean }> {
  const local = await viewOf(zip, offset, offset + LOCAL_BYTES);
  if (local.byteLength < LOCAL_BYTES || local.getUint32(0, true) !== 0x04034b50)
    throw fileDamaged('zip', `"${path}" is not where the directory says`);
  const start = offset + LOCAL_BYTES + local.getUint16(26, true) + local.getUint16(28, true);
  for (let at = 0; at < packedBytes || at === 0; at += PIECE) {
    const bytes = await readRange(zip, start + at, start + Math.min(at + PIECE, packedBytes));
    yield { bytes, isLast: at + PIECE >= packedBytes };
  }
}
