import type { InputColumn } from '../predict/package-type.ts';
import { letterbox } from '../stages/ingest/image/letterbox.ts';

/** Larger files are refused before they are decoded. */
const MAX_BYTES = 30 * 1024 * 1024;

/**
 * The pixels of an image file as training saw its images: fitted into the square, black beside it, white behind what is transparent.
 * @returns null when there is no file, or one that is too large
 */
export async function readImage(
  file: File | undefined,
  { width, height, channels }: NonNullable<InputColumn['image']>
): Promise<Uint8Array | null> {
  if (!file || file.size > MAX_BYTES) return null;
  const bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none' });
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d')!;
  const box = letterbox(bitmap.width, bitmap.height, Math.min(width, height));
  context.fillRect(0, 0, width, height);
  context.fillStyle = 'white';
  context.fillRect(box.x, box.y, box.width, box.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, box.x, box.y, box.width, box.height);
  bitmap.close();
  return channelsOf(context.getImageData(0, 0, width, height).data, channels);
}

/** Grey by the weights of ITU-R BT.601; of a grey picture that is the picture itself. */
function channelsOf(rgba: Uint8ClampedArray, channels: 1 | 3): Uint8Array {
  const out = new Uint8Array((rgba.length / 4) * channels);
  for (let i = 0; i < rgba.length / 4; i++) {
    const [r, g, b] = [rgba[i * 4]!, rgba[i * 4 + 1]!, rgba[i * 4 + 2]!];
    if (channels === 3) out.set([r, g, b], i * 3);
    else out[i] = Math.round(0.299 * r + 0.587 * g + 0.114 * b);
  }
  return out;
}
