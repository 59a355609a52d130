import { below, type Rng } from '../core/rng.ts';
import type { ImageColumn } from '../core/table.ts';
import type { Examples } from './examples.ts';

export interface Augmentation {
  /** Up to so many pixels in each direction; what comes in from outside is 0. */
  readonly shift: number;
  /** Left and right swapped, in half of the draws. */
  readonly flip: boolean;
}

export interface PixelScale {
  readonly mean: number;
  readonly scale: number;
}

/** Mean and standard deviation of the pixels of all images, in units of 255; a constant gets the scale 1. */
export function pixelScaleOf({ pixels }: ImageColumn): PixelScale {
  let sum = 0;
  for (const value of pixels) sum += value;
  const mean = pixels.length > 0 ? sum / pixels.length : 0;
  let squares = 0;
  for (const value of pixels) squares += (value - mean) ** 2;
  return { mean: mean / 255, scale: Math.sqrt(squares / Math.max(1, pixels.length)) / 255 || 1 };
}

/** Images as `(value / 255 - mean) / scale`, moved about a little in training when asked to. */
export function imageExamples(column: ImageColumn, { mean, scale }: PixelScale, augmentation: Augmentation): Examples {
  const { width, height, channels, pixels } = column;
  const size = width * height * channels;
  const fill = (rows: Uint32Array, into: Float32Array, rng: Rng | null) => {
    rows.forEach((row, i) => {
      const source = pixels.subarray(row * size, (row + 1) * size);
      const image = rng ? augmented(source, column, augmentation, rng) : source;
      for (let p = 0; p < size; p++) into[i * size + p] = (image[p]! / 255 - mean) / scale;
    });
  };
  return { shape: [height, width, channels], fill };
}

function augmented(source: Uint8Array, { width, height, channels }: ImageColumn, { shift, flip }: Augmentation, rng: Rng): Uint8Array {
  if (shift === 0 && !flip) return source;
  const right = below(rng, 2 * shift + 1) - shift;
  const down = below(rng, 2 * shift + 1) - shift;
  const mirrored = flip && rng() < 0.5;
  const out = new Uint8Array(source.length);
  for (let y = Math.max(0, down); y < Math.min(height, height + down); y++) {
    for (let x = Math.max(0, right); x < Math.min(width, width + right); x++) {
      const column = mirrored ? width - 1 - (x - right) : x - right;
      const from = ((y - down) * width + column) * channels;
      for (let c = 0; c < channels; c++) out[(y * width + x) * channels + c] = source[from + c]!;
    }
  }
  return out;
}
