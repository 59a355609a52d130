import type { Picture } from './change-values.ts';

/** Steps of the 64 waves of a block at quality 50, row by row. Source: ITU-T T.81 (1992), annex K, tables K.1 and K.2. */
const BRIGHTNESS = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62, 18, 22,
  37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99
];
const COLOUR = [
  17,
  18,
  24,
  47,
  99,
  99,
  99,
  99,
  18,
  21,
  26,
  66,
  99,
  99,
  99,
  99,
  24,
  26,
  56,
  99,
  99,
  99,
  99,
  99,
  47,
  66,
  99,
  99,
  99,
  99,
  99,
  99,
  ...new Array<number>(32).fill(99)
];

/** Steps at a quality of 1 to 100, as the Independent JPEG Group scales them. */
const scaled = (table: readonly number[], quality: number): Float64Array => {
  const scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  return Float64Array.from(table, (step) => Math.min(255, Math.max(1, Math.floor((step * scale + 50) / 100))));
};
export const brightnessTable = (quality: number): Float64Array => scaled(BRIGHTNESS, quality);
export const colourTable = (quality: number): Float64Array => scaled(COLOUR, quality);

const EDGE = 8;

/** Row u holds wave u of the cosine transform (DCT-II, orthonormal), so that its transpose takes it back. */
const waves = Float64Array.from({ length: EDGE * EDGE }, (_, i) => {
  const [u, x] = [Math.floor(i / EDGE), i % EDGE];
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
});

/**
 * One plane of a picture with every block of 8 x 8 pixels rounded to whole steps of its waves: what JPEG loses. Blocks that reach over the edge are filled
 * with the edge pixels.
 * @param plane [height, width], 0 to 255
 */
export function quantised(
  plane: Picture,
  { width, height }: { readonly width: number; readonly height: number },
  steps: Float64Array
): Picture {
  const out = new Float32Array(plane.length);
  const [block, half] = [new Float64Array(EDGE * EDGE), new Float64Array(EDGE * EDGE)];
  for (let top = 0; top < height; top += EDGE) {
    for (let left = 0; left < width; left += EDGE) {
      for (let i = 0; i < block.length; i++) {
        const [y, x] = [Math.min(height - 1, top + Math.floor(i / EDGE)), Math.min(width - 1, left + (i % EDGE))];
        block[i] = plane[y * width + x]! - 128;
      }
      transform(block, half, false);
      for (let i = 0; i < block.length; i++) block[i] = Math.round(block[i]! / steps[i]!) * steps[i]!;
      transform(block, half, true);
      for (let i = 0; i < block.length; i++) {
        const [y, x] = [top + Math.floor(i / EDGE), left + (i % EDGE)];
        if (y < height && x < width) out[y * width + x] = Math.min(255, Math.max(0, Math.round(block[i]! + 128)));
      }
    }
  }
  return out;
}

/** waves * block * waves', or the other way round to go back. */
function transform(block: Float64Array, half: Float64Array, isBack: boolean): void {
  const wave = (u: number, x: number) => (isBack ? waves[x * EDGE + u]! : waves[u * EDGE + x]!);
  for (let u = 0; u < EDGE; u++) {
    for (let x = 0; x < EDGE; x++) {
      let total = 0;
      for (let y = 0; y < EDGE; y++) total += wave(u, y) * block[y * EDGE + x]!;
      half[u * EDGE + x] = total;
    }
  }
  for (let u = 0; u < EDGE; u++) {
    for (let v = 0; v < EDGE; v++) {
      let total = 0;
      for (let x = 0; x < EDGE; x++) total += half[u * EDGE + x]! * wave(v, x);
      block[u * EDGE + v] = total;
    }
  }
}
