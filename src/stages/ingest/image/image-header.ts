import { avifHeader, isAvif, isHeic } from './headers/avif.ts';
import { gifHeader } from './headers/gif.ts';
import { jpegHeader } from './headers/jpeg.ts';
import { pngHeader } from './headers/png.ts';
import { webpHeader } from './headers/webp.ts';
import { FileProblem } from './file-problem.ts';
import type { ImageFormat, ImageHeader } from './header-type.ts';

/** Pixels one image may have: a small file can claim, and fill, gigabytes. */
export const MOST_PIXELS = 40_000_000;

const readers: Readonly<Record<ImageFormat, (bytes: Uint8Array) => ImageHeader>> = {
  png: pngHeader,
  jpeg: jpegHeader,
  gif: gifHeader,
  webp: webpHeader,
  avif: avifHeader
};

/**
 * Reads the header of an image by what is in it, whatever its name says.
 * @throws FileProblem when it is no image that can be read, is cut off, or claims more than MOST_PIXELS
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader {
  if (bytes.length === 0) throw new FileProblem('image-empty');
  const format = formatOf(bytes);
  if (!format)
    throw new FileProblem(isSvg(bytes) ? 'image-svg' : isBmp(bytes) ? 'image-bmp' : isHeic(bytes) ? 'image-heic' : 'image-unknown');
  const header = readers[format](bytes);
  if (header.width === 0 || header.height === 0) throw new FileProblem('image-damaged');
  if (header.width * header.height > MOST_PIXELS) throw new FileProblem('image-too-large');
  return header;
}

/** Width and height as shown, after the turn the camera asks for. */
export function displaySize({ width, height, orientation }: ImageHeader): { readonly width: number; readonly height: number } {
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

export function formatOf(bytes: Uint8Array): ImageFormat | null {
  const starts = (text: string, at = 0) => [...text].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));
  if (starts('\x89PNG\r\n\x1a\n')) return 'png';
  if (starts('\xff\xd8\xff')) return 'jpeg';
  if (starts('GIF87a') || starts('GIF89a')) return 'gif';
  if (starts('RIFF') && starts('WEBP', 8)) return 'webp';
  return isAvif(bytes) ? 'avif' : null;
}

const isBmp = (bytes: Uint8Array) => bytes[0] === 0x42 && bytes[1] === 0x4d;

function isSvg(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 1000));
  return /<svg[\s>]/i.test(start);
}
