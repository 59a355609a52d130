import { FileProblem } from '../file-problem.ts';
import type { ImageHeader } from '../header-type.ts';
import { readExif } from './exif.ts';

const ANIMATION = 0x02;

/**
 * Reads the first chunk: extended (VP8X), lossy (VP8) or lossless (VP8L).
 * Source: Google, WebP Container Specification; RFC 6386, 9.1.
 */
export function webpHeader(bytes: Uint8Array): ImageHeader {
  if (bytes.length < 30) throw new FileProblem('image-truncated');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(4, true) + 8 > bytes.length) throw new FileProblem('image-truncated');
  const photo = photoIn(bytes, view);
  return { format: 'webp', bitDepth: 8, animated: false, orientation: 1, ...sizeIn(bytes, view), ...(photo ? { photo } : {}) };
}

function photoIn(bytes: Uint8Array, view: DataView): ImageHeader['photo'] | null {
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true);
    if (String.fromCharCode(...bytes.subarray(at, at + 4)) === 'EXIF')
      return readExif(bytes.subarray(at + 8, at + 8 + size))?.photo ?? null;
    at += 8 + size + (size % 2);
  }
  return null;
}

function sizeIn(bytes: Uint8Array, view: DataView): Pick<ImageHeader, 'width' | 'height'> & Partial<ImageHeader> {
  switch (String.fromCharCode(...bytes.subarray(12, 16))) {
    case 'VP8X':
      return { width: threeBytes(bytes, 24) + 1, height: threeBytes(bytes, 27) + 1, animated: (bytes[20]! & ANIMATION) !== 0 };
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    default:
      throw new FileProblem('image-damaged');
  }
}

const threeBytes = (bytes: Uint8Array, at: number) => bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
