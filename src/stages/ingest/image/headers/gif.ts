import { FileProblem } from '../file-problem.ts';
import type { ImageHeader } from '../header-type.ts';

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;

/**
 * Reads the screen size and walks the blocks as far as a second image.
 * Source: CompuServe (1990), Graphics Interchange Format, version 89a.
 */
export function gifHeader(bytes: Uint8Array): ImageHeader {
  if (bytes.length < 14) throw new FileProblem('image-truncated');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    format: 'gif',
    width: view.getUint16(6, true),
    height: view.getUint16(8, true),
    bitDepth: 8,
    animated: hasSecondImage(bytes),
    orientation: 1
  };
}

function hasSecondImage(bytes: Uint8Array): boolean {
  let images = 0;
  let at = 13 + paletteBytes(bytes[10]!);
  for (;;) {
    const block = byteAt(bytes, at);
    if (block === TRAILER) return false;
    if (block !== EXTENSION && block !== IMAGE) throw new FileProblem('image-damaged');
    if (block === IMAGE && ++images === 2) return true;
    at = afterSubBlocks(bytes, block === EXTENSION ? at + 2 : at + 11 + paletteBytes(byteAt(bytes, at + 9)));
  }
}

const paletteBytes = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

/** Sub-blocks begin with their length; one of length 0 ends them. */
function afterSubBlocks(bytes: Uint8Array, from: number): number {
  let at = from;
  for (let length = byteAt(bytes, at); length > 0; length = byteAt(bytes, at)) at += length + 1;
  return at + 1;
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new FileProblem('image-truncated');
  return byte;
}
