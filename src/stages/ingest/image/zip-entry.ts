import { bytesOf } from '../csv/byte-source.ts';
import { Inflate } from 'fflate';
import { crc32 } from './crc32.ts';
import { FileProblem } from './file-problem.ts';
import { viewOf, type Bytes, type ZipEntry } from './zip-directory.ts';

/** Bytes one file may have. */
export const MOST_FILE_BYTES = 64 * 1024 * 1024;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
/** Deflate makes at most 1,032 bytes of one: pieces this small can't run far past the limit before it is noticed. */
const PIECE = 16 * 1024;

/**
 * Unpacks one file of a zip.
 * @throws FileProblem when it is locked, packed otherwise, too large, or is not of the size and checksum the directory says
 */
export async function readZipEntry(zip: Bytes, entry: ZipEntry): Promise<Uint8Array> {
  if (entry.encrypted) throw new FileProblem('entry-encrypted');
  if (entry.method !== STORED && entry.method !== DEFLATED) throw new FileProblem('entry-method');
  if (entry.bytes > MOST_FILE_BYTES || entry.packedBytes > MOST_FILE_BYTES) throw new FileProblem('file-too-large');
  const packed = await packedBytes(zip, entry);
  const bytes = entry.method === STORED ? packed : inflated(packed, entry.bytes);
  if (bytes.length !== entry.bytes || crc32(bytes) !== entry.crc) throw new FileProblem('entry-damaged');
  return bytes;
}

async function packedBytes(zip: Bytes, { offset, packedBytes }: ZipEntry): Promise<Uint8Array> {
  const local = await viewOf(zip, offset, offset + LOCAL_BYTES);
  if (local.byteLength < LOCAL_BYTES || local.getUint32(0, true) !== 0x04034b50) throw new FileProblem('entry-damaged');
  const start = offset + LOCAL_BYTES + local.getUint16(26, true) + local.getUint16(28, true);
  return new Uint8Array(await bytesOf(zip.slice(start, start + packedBytes)));
}

/** @param size what it is said to unpack to; more than that is not unpacked */
function inflated(packed: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  let length = 0;
  const inflate = new Inflate((piece) => {
    if (length + piece.length > size) throw new FileProblem('entry-damaged');
    out.set(piece, length);
    length += piece.length;
  });
  try {
    for (let at = 0; at < packed.length; at += PIECE) inflate.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
  } catch (error) {
    throw error instanceof FileProblem ? error : new FileProblem('entry-damaged', error);
  }
  return out.subarray(0, length);
}
