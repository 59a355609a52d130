import { FileProblem } from '../file-problem.ts';
import type { ImageHeader } from '../header-type.ts';
import { exifOfSegment, type Exif } from './exif.ts';

const APP1 = 0xe1;
/** Start-of-frame markers, less those in their row that mean something else (DHT, JPG, DAC). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Markers that stand alone, without a length. */
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/**
 * Walks the segments to the frame header.
 * Source: ITU-T T.81 (1992), annex B.
 */
export function jpegHeader(bytes: Uint8Array): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let exif: Exif | null = null;
  for (const { marker, from, to } of segments(bytes, view)) {
    if (marker === APP1) exif = exifOfSegment(bytes.subarray(from, to)) ?? exif;
    if (!isFrame(marker)) continue;
    if (to - from < 6) throw new FileProblem('image-damaged');
    return {
      format: 'jpeg',
      bitDepth: bytes[from]!,
      height: view.getUint16(from + 1),
      width: view.getUint16(from + 3),
      animated: false,
      orientation: exif?.orientation ?? 1,
      ...(exif?.photo ? { photo: exif.photo } : {})
    };
  }
  throw new FileProblem('image-truncated');
}

function* segments(bytes: Uint8Array, view: DataView): Generator<{ marker: number; from: number; to: number }> {
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) throw new FileProblem('image-damaged');
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++; // Fill bytes may stand before a marker.
      continue;
    }
    if (isBare(marker)) {
      at += 2;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (length < 2) throw new FileProblem('image-damaged');
    if (at + 2 + length > bytes.length) throw new FileProblem('image-truncated');
    yield { marker, from: at + 4, to: at + 2 + length };
    at += 2 + length;
  }
}
