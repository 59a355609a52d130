import { FileProblem } from '../file-problem.ts';
import type { ImageHeader } from '../header-type.ts';
import { readExif } from './exif.ts';

const FIRST_CHUNK = 8;

/**
 * Reads IHDR and walks the chunks to the end, so that a file cut off is told before it is decoded.
 * Source: W3C, Portable Network Graphics (third edition), sections 5 and 11.
 */
export function pngHeader(bytes: Uint8Array): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < FIRST_CHUNK + 25) throw new FileProblem('image-truncated');
  if (nameAt(bytes, FIRST_CHUNK) !== 'IHDR') throw new FileProblem('image-damaged');
  const chunks = chunksOf(bytes, view);
  const exif = chunks.get('eXIf');
  const photo = exif === undefined ? null : readExif(bytes.subarray(exif, exif + view.getUint32(exif - 8)))?.photo;
  return {
    format: 'png',
    width: view.getUint32(16),
    height: view.getUint32(20),
    bitDepth: bytes[24]!,
    animated: chunks.has('acTL'),
    orientation: 1,
    ...(photo ? { photo } : {})
  };
}

/** Where the content of each chunk begins, of several of a name the last. */
function chunksOf(bytes: Uint8Array, view: DataView): Map<string, number> {
  const found = new Map<string, number>();
  for (let at = FIRST_CHUNK; !found.has('IEND'); at += view.getUint32(at) + 12) {
    if (at + 12 > bytes.length) throw new FileProblem('image-truncated');
    found.set(nameAt(bytes, at), at + 8);
  }
  return found;
}

const nameAt = (bytes: Uint8Array, chunk: number) => String.fromCharCode(...bytes.subarray(chunk + 4, chunk + 8));
