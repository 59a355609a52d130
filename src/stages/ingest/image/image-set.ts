import type { ImageColumn } from '../../../core/table.ts';

/** One decoded image in its square, row-major, 0 to 255. */
export interface Picture {
  /** [size, size, channels] */
  readonly pixels: Uint8Array;
  /** 1 when red, green and blue are the same everywhere. */
  readonly channels: 1 | 3;
}

/** @param rgba [size, size, 4]; alpha is not looked at */
export function pictureOf(rgba: Uint8Array | Uint8ClampedArray): Picture {
  const count = rgba.length / 4;
  let channels: 1 | 3 = 1;
  for (let i = 0; i < rgba.length && channels === 1; i += 4) if (rgba[i] !== rgba[i + 1] || rgba[i] !== rgba[i + 2]) channels = 3;
  const pixels = new Uint8Array(count * channels);
  for (let i = 0; i < count; i++) for (let c = 0; c < channels; c++) pixels[i * channels + c] = rgba[i * 4 + c]!;
  return { pixels, channels };
}

/** Pictures side by side; grey ones get three equal channels where others have colour. */
export function imageColumn(name: string, pictures: readonly Picture[], size: number, channels: 1 | 3): ImageColumn {
  const each = size * size * channels;
  const pixels = new Uint8Array(pictures.length * each);
  pictures.forEach((picture, i) => pixels.set(picture.channels === channels ? picture.pixels : tripled(picture.pixels), i * each));
  return { kind: 'image', name, width: size, height: size, channels, pixels };
}

function tripled(grey: Uint8Array): Uint8Array {
  const out = new Uint8Array(grey.length * 3);
  for (let i = 0; i < grey.length; i++) out.fill(grey[i]!, i * 3, i * 3 + 3);
  return out;
}
