import { Gunzip } from 'fflate';
import { fileDamaged } from '../../../core/errors/files.ts';
import { rangesAhead, readRange, type ByteSource } from '../csv/byte-source.ts';
import { Crc32 } from '../image/crc32.ts';
import { mostUnpacked } from './unpack-limit.ts';
import { unpacksTooFar } from './zip-stream.ts';

/** Small, so that a bomb is noticed before a piece of it has unpacked to more than 64 MB. */
const PIECE = 64 * 1024;
const TRAILER = 8;

/**
 * A gzip, unpacked as a stream; one of several members, as `bgzip` and `cat a.gz b.gz` make them, too, which the browser's own stream refuses. The
 * checksum and length that each member states at its end must be its own; what unpacks to far more than its packed size is refused while it is being
 * unpacked.
 * Source: RFC 1952.
 * @throws LatheError `file-damaged`, `file-too-large`
 */
export async function* gunzip(source: ByteSource, name: string): AsyncGenerator<Uint8Array> {
  const limit = mostUnpacked(source.size);
  let [crc, member, total] = [new Crc32(), 0, 0];
  for await (const piece of inflated(source)) {
    if (typeof piece === 'number') {
      await checkMember(source, piece, { crc: crc.value, bytes: member });
      [crc, member] = [new Crc32(), 0];
      continue;
    }
    total += piece.length;
    member += piece.length;
    if (total > limit) throw unpacksTooFar(name, total, limit);
    crc.add(piece);
    yield piece;
  }
  await checkMember(source, source.size, { crc: crc.value, bytes: member });
}

async function checkMember(source: ByteSource, end: number, found: { crc: number; bytes: number }): Promise<void> {
  const trailer = await readRange(source, Math.max(0, end - TRAILER), end);
  const view = new DataView(trailer.buffer, trailer.byteOffset, trailer.byteLength);
  const isSame = trailer.length === TRAILER && view.getUint32(0, true) === found.crc && view.getUint32(4, true) === found.bytes % 2 ** 32;
  if (!isSame) throw fileDamaged('gzip', 'its checksum or length is not what it says, so it was cut off or damaged');
}

/** The bytes, and where a next member begins in the file: a number. */
async function* inflated(source: ByteSource): AsyncGenerator<Uint8Array | number> {
  let out: (Uint8Array | number)[] = [];
  const stream = new Gunzip((piece) => void out.push(piece));
  stream.onmember = (offset) => void out.push(offset);
  let at = 0;
  for await (const range of rangesAhead(source, 0, () => 4 << 20)) {
    for (let from = 0; from < range.length; from += PIECE) {
      const piece = range.subarray(from, from + PIECE);
      at += piece.length;
      try {
        stream.push(piece, at >= source.size);
      } catch (cause) {
        throw fileDamaged('gzip', 'it can’t be unpacked', cause);
      }
      yield* out;
      out = [];
    }
  }
}
