/** A picture as the data hold it. */
export interface PixelPicture {
  readonly width: number;
  readonly height: number;
  /** 1 grey, 3 red, green and blue. */
  readonly channels: number;
  /** 0 to 255, row by row, the channels of a pixel side by side. */
  readonly pixels: ArrayLike<number>;
}

/** Grey or RGB pixels as RGBA, opaque. */
export function toPixels({ pixels, channels }: Pick<PixelPicture, 'pixels' | 'channels'>): Uint8ClampedArray {
  const count = pixels.length / channels;
  const out = new Uint8ClampedArray(count * 4);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++) out[i * 4 + c] = pixels[i * channels + (channels === 1 ? 0 : c)] ?? 0;
    out[i * 4 + 3] = 255;
  }
  return out;
}

/** Draws a picture in its own size; the style makes it as large as it should be. */
export function drawPixels(canvas: HTMLCanvasElement, picture: PixelPicture): void {
  canvas.width = picture.width;
  canvas.height = picture.height;
  const pen = canvas.getContext('2d');
  if (!pen) return;
  const image = pen.createImageData(picture.width, picture.height);
  image.data.set(toPixels(picture));
  pen.putImageData(image, 0, 0);
}
