import { FileProblem } from '../file-problem.ts';
import type { ImageHeader } from '../image-header.ts';

const FIRST_CHUNK = 8;

/**
 * Reads IHDR and walks the chunks to the end, so that a file cut off is told before it is decoded.
 * Source: W3C, Portable Network Graphics (third edition), sections 5 and 11.
 */
export function pngHeader(bytes: Uint8Array): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < FIRST_CHUNK + 25) throw new FileProblem('image-truncated');
  if (nameAt(bytes, FIRST_CHUNK) !== 'IHDR') throw new FileProblem('image-damaged');
  return {
    format: 'png',
    width: view.getUint32(16),
    height: view.getUint32(20),
    bitDepth: bytes[24]!,
    animated: chunkNames(bytes, view).has('acTL'),
    orientation: 1
  };
}

function chunkNames(bytes: Uint8Array, view: DataView): Set<string> {
  const names = new Set<string>();
  for (let at = FIRST_CHUNK; !names.has('IEND'); at += view.getUint32(at) + 12) {
    if (at + 12 > bytes.length) throw new FileProblem('image-truncated');
    names.add(nameAt(bytes, at));
  }
  return names;
}

const nameAt = (bytes: Uint8Array, chunk: number) => String.fromCharCode(...bytes.subarray(chunk + 4, chunk + 8));
