import type { Bits64 } from '../../../kernels/hamming-index.ts';

/** What is kept of a picture to tell it from others. */
export interface Signature {
  /** Whether it gets brighter to the right, in eight rows of eight steps. */
  readonly bits: Bits64;
  /** [THUMB, THUMB], grey. */
  readonly thumb: Float32Array;
}

export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** [height, width, channels], 0 to 255 */
  readonly pixels: Uint8Array;
}

export const THUMB = 16;
const BLACK = 0;

/**
 * A difference hash and a thumbnail of what is between the bars that an image fitted into a square has.
 * Source: Krawetz (2013), "Kind of like that" (dHash).
 */
export function signatureOf(picture: Pixels): Signature {
  const grey = greyOf(picture);
  const box = withoutBars(grey, picture.width, picture.height);
  const rows = averaged(grey, picture.width, box, 9, 8);
  let [high, low] = [0, 0];
  for (let i = 0; i < 64; i++) {
    const at = Math.floor(i / 8) * 9 + (i % 8);
    const bit = rows[at + 1]! > rows[at]! + LEVEL ? 1 : 0;
    if (i < 32) high = (high << 1) | bit;
    else low = (low << 1) | bit;
  }
  return { bits: { high: high >>> 0, low: low >>> 0 }, thumb: averaged(grey, picture.width, box, THUMB, THUMB) };
}

/** A step smaller than this is noise of the file's compression. */
const LEVEL = 0.5;

/** By the weights of ITU-R BT.601. */
function greyOf({ pixels, channels, width, height }: Pixels): Float32Array {
  const grey = new Float32Array(width * height);
  if (channels === 1) grey.set(pixels);
  else for (let i = 0; i < grey.length; i++) grey[i] = 0.299 * pixels[i * 3]! + 0.587 * pixels[i * 3 + 1]! + 0.114 * pixels[i * 3 + 2]!;
  return grey;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Bars of equal width on two sides that are black throughout. A picture that is black everywhere has none. */
function withoutBars(grey: Float32Array, width: number, height: number): Box {
  const isBlackRow = (y: number) => grey.subarray(y * width, (y + 1) * width).every((value) => value === BLACK);
  const isBlackColumn = (x: number) => Array.from({ length: height }, (_, y) => grey[y * width + x]).every((value) => value === BLACK);
  const [top, bottom] = bars(height, isBlackRow);
  if (top > 0 || bottom > 0) return { left: 0, right: width, top, bottom: height - bottom };
  const [left, right] = bars(width, isBlackColumn);
  return { left, right: width - right, top: 0, bottom: height };
}

function bars(length: number, isBlack: (at: number) => boolean): readonly [number, number] {
  let before = 0;
  while (before < length && isBlack(before)) before++;
  if (before === length) return [0, 0];
  let after = 0;
  while (isBlack(length - 1 - after)) after++;
  return Math.abs(before - after) <= 1 ? [before, after] : [0, 0];
}

/** Mean brightness of equal areas, the parts of pixels on their edges counted by their share. */
function averaged(grey: Float32Array, width: number, box: Box, across: number, down: number): Float32Array {
  const out = new Float32Array(across * down);
  const [stepX, stepY] = [(box.right - box.left) / across, (box.bottom - box.top) / down];
  for (let row = 0; row < down; row++) {
    const [y0, y1] = [box.top + row * stepY, box.top + (row + 1) * stepY];
    for (let column = 0; column < across; column++) {
      const [x0, x1] = [box.left + column * stepX, box.left + (column + 1) * stepX];
      let sum = 0;
      for (let y = Math.floor(y0); y < y1; y++) {
        const tall = Math.min(y + 1, y1) - Math.max(y, y0);
        for (let x = Math.floor(x0); x < x1; x++) sum += grey[y * width + x]! * tall * (Math.min(x + 1, x1) - Math.max(x, x0));
      }
      out[row * across + column] = sum / (stepX * stepY);
    }
  }
  return out;
}

/**
 * How alike two thumbnails are: their correlation, which brightness and contrast leave as it is. Where one is of one shade, whether the other is of
 * the same.
 * @returns -1 to 1
 */
export function likeness(a: Float32Array, b: Float32Array): number {
  const [meanA, meanB] = [average(a), average(b)];
  let [both, ownA, ownB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]! - meanA, b[i]! - meanB];
    both += x * y;
    ownA += x * x;
    ownB += y * y;
  }
  const isFlat = (squares: number) => Math.sqrt(squares / a.length) < FLAT;
  if (isFlat(ownA) || isFlat(ownB)) return isFlat(ownA) && isFlat(ownB) && Math.abs(meanA - meanB) < SAME_SHADE ? 1 : 0;
  return both / Math.sqrt(ownA * ownB);
}

const FLAT = 2;
const SAME_SHADE = 4;

const average = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
